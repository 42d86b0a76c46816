package org.carecontact.gateway.feeds;

import java.util.Set;
import org.carecontact.gateway.dialects.Door;

/** Opens the doors of one protocol. */
public interface DoorOpener {

    Set<Door> doors();

    /**
     * Opens the door of a feed. The feed's file may change while it is open, but for port, folder, topic and TLS: what comes
     * later is read by {@link Feed#file()}, which is asked for each message.
     *
     * @throws RuntimeException when it can't be opened, with a message that says what to do
     */
    OpenDoor open(Feed feed);

    /** A door that is open. */
    interface OpenDoor {

        /** Takes nothing more, finishes what it has begun, and gives port, folder or topic back. */
        void close();
    }
}
