/** Knows how people are reached, and patients' names. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.recipients;
