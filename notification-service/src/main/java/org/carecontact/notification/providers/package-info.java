/** The providers that carry a hospital's messages, and whether they may be called now. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.providers;
