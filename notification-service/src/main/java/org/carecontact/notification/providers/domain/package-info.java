/** The rules for stopping and opening a provider. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.providers.domain;
