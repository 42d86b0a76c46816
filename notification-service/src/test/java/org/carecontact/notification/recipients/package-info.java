@NullMarked
package org.carecontact.notification.recipients;

import org.jspecify.annotations.NullMarked;
