/** What is told to whom about one request: rules only. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.correspondence.domain;
