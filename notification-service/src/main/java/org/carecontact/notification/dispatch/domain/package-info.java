/** How many messages a person may get: rules only. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.dispatch.domain;
