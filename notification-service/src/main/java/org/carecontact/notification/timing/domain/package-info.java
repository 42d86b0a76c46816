/** The rules for quiet hours. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.timing.domain;
