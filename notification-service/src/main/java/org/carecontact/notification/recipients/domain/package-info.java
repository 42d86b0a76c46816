/** How a person is reached: rules only. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.recipients.domain;
