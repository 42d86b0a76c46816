@org.jspecify.annotations.NullMarked
package org.carecontact.notification.timing.domain;
