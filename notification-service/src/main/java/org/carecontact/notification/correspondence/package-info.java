/** Decides who is told what about one request. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.correspondence;
