/** What is told to whom about one request. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.correspondence;
