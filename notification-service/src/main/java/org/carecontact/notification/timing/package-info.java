/** Reads the calendar and says when a notice has to wait for the morning. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.timing;
