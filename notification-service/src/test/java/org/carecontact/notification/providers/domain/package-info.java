@org.jspecify.annotations.NullMarked
package org.carecontact.notification.providers.domain;
