package org.carecontact.gateway.files;

import java.time.Instant;
import java.util.List;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.schemas.ids.PatientId;

/** Understands the lines of one kind of file. */
public interface LineTaker {

    /** The one door whose files have such lines. */
    Door door();

    /**
     * Takes one line; returns when what it says is durable. To take it twice has no effect.
     *
     * @param told when it was told, where the line itself does not say; the same each time
     * @throws LineRefused when it can't be taken as it is
     * @throws RuntimeException when it can't be stored now
     */
    LineTaken take(Feed feed, byte[] line, Instant told) throws LineRefused;

    /** A line that was kept, where citizens' numbers left gaps, as it can be taken again. */
    byte[] again(byte[] kept);

    /** Whom a line is about, as far as that can be read, also when it is refused. */
    List<PatientId> patients(Feed feed, byte[] line);
}
