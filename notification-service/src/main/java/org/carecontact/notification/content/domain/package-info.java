/** The rules that a text has to keep. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.content.domain;
