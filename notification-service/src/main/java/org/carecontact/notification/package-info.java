/** Tells people about the events of a request, once each, by any way that reaches them. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification;
