@NullMarked
package org.carecontact.notification.recipients.domain;

import org.jspecify.annotations.NullMarked;
