/** Hands notices to the provider and writes down the results. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.dispatch;
