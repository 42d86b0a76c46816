/** The rules for reaching a person. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.recipients.domain;
