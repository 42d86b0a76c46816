/** The command line of an integration engineer: tries a feed's file on messages, sends them, and replays refused ones. */
@org.jspecify.annotations.NullMarked
package org.carecontact.feedcli;
