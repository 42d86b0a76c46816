/** The codes and links in messages, which lead a person who logs in to what the message was about. */
@org.jspecify.annotations.NullMarked
package org.carecontact.notification.entries;
