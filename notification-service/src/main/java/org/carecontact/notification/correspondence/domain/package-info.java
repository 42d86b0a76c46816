/** The rules of notices: who is told what about one request. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.correspondence.domain;
