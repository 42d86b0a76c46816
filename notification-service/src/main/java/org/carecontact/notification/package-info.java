/** Tells people what happened to a request, once each, by whatever way reaches them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification;
