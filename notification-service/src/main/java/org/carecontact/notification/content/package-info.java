/** The texts that people read, by hospital, vendor and language. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.content;
