package org.carecontact.gateway.files;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.refused.Reason;
import org.carecontact.gateway.refused.RefusedMessage;
import org.carecontact.gateway.refused.Replayer;
import org.carecontact.gateway.values.CitizenNumbers;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Keeps the lines that were refused, each behind a line that says when it was told, and takes them again. */
@Component
final class FileReplays implements Replayer {

    static final String NOT_USED = "Not used";

    private static final Logger log = LoggerFactory.getLogger(FileReplays.class);

    private final Map<Door, LineTaker> takers = new EnumMap<>(Door.class);

    FileReplays(List<LineTaker> takers) {
        takers.forEach(taker -> this.takers.put(taker.door(), taker));
    }

    /**
     * What is kept of a line.
     *
     * @param place where it stood
     */
    static RefusedMessage refused(
            Feed feed, LineTaker taker, String place, Line line, Instant told, LineRefused refused) {
        byte[] head = (told + "\n").getBytes(StandardCharsets.US_ASCII);
        byte[] bytes = ByteBuffer.allocate(head.length + line.bytes().length)
                .put(head)
                .put(line.bytes())
                .array();
        return new RefusedMessage(
                taker.door() + "|" + feed.file().name(),
                place,
                taker.patients(feed, line.bytes()),
                reason(refused),
                bytes);
    }

    private static Reason reason(LineRefused refused) {
        return new Reason(refused.answer(), refused.place(), refused.remedy());
    }

    @Override
    public Set<Door> doors() {
        return takers.keySet();
    }

    @Override
    public Outcome replay(Feed feed, byte[] message) {
        LineTaker taker = takers.get(feed.dialect().door());
        int head = headOf(message);
        try {
            if (taker == null || head < 0) {
                throw new IllegalStateException("nothing that was kept of a file");
            }
            var _ = taker.take(
                    feed,
                    taker.again(Arrays.copyOfRange(message, head + 1, message.length)),
                    Instant.parse(new String(message, 0, head, StandardCharsets.US_ASCII)));
            return new Outcome.Taken();
        } catch (LineRefused refused) {
            return new Outcome.RefusedAgain(reason(refused));
        } catch (DateTimeException _) {
            return new Outcome.RefusedAgain(new Reason("AE", "", "The file again: when the line was told is lost"));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("feed", feed.file().id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a line could not be replayed now");
            return new Outcome.NotNow();
        }
    }

    private static int headOf(byte[] message) {
        for (int i = 0; i < message.length; i++) {
            if (message[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    @Override
    public String text(Feed feed, byte[] message) {
        return CitizenNumbers.without(new String(message, StandardCharsets.UTF_8));
    }
}
