package org.carecontact.gateway.files;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Inlet;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.intake.Understood;

/** Says of each line of a file what the feed would understand. */
public final class FileCheck {

    private final Feed feed;
    private final LineTaker taker;
    private final Clock clock;
    private final String sender;
    private final List<Statement> said = new ArrayList<>();

    /**
     * Checks for one feed.
     *
     * @param takers makes what takes the lines, over an inlet that stores nothing
     */
    public FileCheck(Feed feed, Clock clock, Function<Inlet, LineTaker> takers) {
        this.feed = feed;
        this.clock = clock;
        this.sender = (feed.dialect().door() == Door.NDJSON ? "FHIR|" : "CSV|")
                + feed.file().name();
        this.taker = takers.apply((_, statement) -> {
            said.add(statement);
            return Optional.empty();
        });
    }

    /** Reads a file line by line. */
    public void read(Path file, Consumer<Understood> to) throws IOException {
        long last = 0;
        Instant now = clock.instant();
        try (Lines lines = Lines.of(file, feed.dialect())) {
            for (Line line = lines.next(); line != null; line = lines.next()) {
                last = line.number();
                to.accept(understood(line, now.plusMillis(last))
                        .from(sender, feed.dialect().charset().name()));
            }
        } catch (LineRefused rest) {
            to.accept(Understood.refused(last + 1, rest.answer(), "", "", rest.place(), rest.remedy())
                    .from(sender, ""));
        }
    }

    private Understood understood(Line line, Instant told) {
        said.clear();
        try {
            if (line.isCut()) {
                throw LineRefused.tooLong();
            }
            LineTaken taken = taker.take(feed, line.bytes(), told);
            return new Understood(line.number(), "AA", taken.kind(), taken.id(), said, line.warnings(taken.warnings()))
                    .used(taken.isUsed());
        } catch (LineRefused refused) {
            return Understood.refused(
                    line.number(),
                    refused.answer(),
                    "",
                    "",
                    refused.place(),
                    String.join("; ", line.warnings(List.of(refused.remedy()))));
        }
    }
}
