package org.carecontact.gateway.refused;

import java.util.Set;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;

/** Reads a refused message again, in the feed's dialect as it is now, as if it came through the door; answers nobody. */
public interface Replayer {

    Set<Door> doors();

    /**
     * Takes a message that was refused before.
     *
     * @param message without the numbers of citizens that it had
     */
    Outcome replay(Feed feed, byte[] message);

    /** The message for a person to read, in the feed's character set as far as it is known. */
    String text(Feed feed, byte[] message);

    /** What became of it. */
    sealed interface Outcome {

        /** It is durable, was so before, or is about nothing that is needed here. */
        record Taken() implements Outcome {}

        record RefusedAgain(Reason reason) implements Outcome {}

        /**
         * It refers to what has not come yet.
         *
         * @param waitsFor as {@link Waiting#arrived} will be told of it
         */
        record Waits(String waitsFor, Reason reason) implements Outcome {}

        /** The store is away; it may be replayed later. */
        record NotNow() implements Outcome {}
    }
}
