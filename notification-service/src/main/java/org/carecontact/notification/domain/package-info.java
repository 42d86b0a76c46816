/** What is said to whom about one request, and how a person is reached: rules only. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.domain;
