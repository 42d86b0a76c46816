@NullMarked
package org.carecontact.notification.dispatch;

import org.jspecify.annotations.NullMarked;
