/** The rules for how many messages a person may get. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.dispatch.domain;
