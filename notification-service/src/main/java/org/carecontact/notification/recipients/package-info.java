/** Knows how people are reached. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.recipients;
