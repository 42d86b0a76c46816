package org.carecontact.gateway.fhir;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.intake.Understood;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;

/** Says of each resource of a file what the feed would understand; it remembers those of earlier files, as the door does. */
public final class FhirCheck {

    private final Feed feed;
    private final List<Statement> said = new ArrayList<>();
    private final FhirLines lines;

    public FhirCheck(Feed feed, Prints prints, PersonalValues values, Births births, Clock clock) {
        this.feed = feed;
        this.lines = new FhirLines(
                (_, statement) -> {
                    said.add(statement);
                    return Optional.empty();
                },
                prints,
                values,
                births,
                clock);
    }

    public void read(byte[] file, Consumer<Understood> to) {
        String sender = "FHIR|" + feed.file().name();
        lines.check(
                feed,
                file,
                said,
                one -> to.accept(one.from(sender, one.kind().isEmpty() ? "" : StandardCharsets.UTF_8.name())));
    }
}
