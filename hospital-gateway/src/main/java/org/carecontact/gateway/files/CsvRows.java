package org.carecontact.gateway.files;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Inlet;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.intake.Objection;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.PlainIds;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
import org.carecontact.schemas.ids.PatientId;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Takes the rows of CSV files. */
@Component
public final class CsvRows implements LineTaker {

    private final Inlet inlet;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Clock clock;

    @Autowired
    CsvRows(Intake intake, Prints prints, PersonalValues values, Births births, Kernel kernel) {
        this(intake, prints, values, births, kernel.clock());
    }

    public CsvRows(Inlet inlet, Prints prints, PersonalValues values, Births births, Clock clock) {
        this.inlet = inlet;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.clock = clock;
    }

    @Override
    public Door door() {
        return Door.CSV;
    }

    @Override
    public LineTaken take(Feed feed, byte[] line, Instant told) throws LineRefused {
        Row row = Row.of(line);
        Instant now = clock.instant();
        String sender = "CSV|" + feed.file().name();
        feed.meters().heard(sender, null, now);
        List<String> warnings = new ArrayList<>();
        VisitRows rows =
                new VisitRows(feed.hospital(), sender, feed.dialect(), prints, values, births, feed.meters()::unmapped);
        for (Statement statement : rows.read(row, told, now, warnings)) {
            Optional<Objection> objection = taken(feed, statement);
            if (objection.isPresent()) {
                throw refusal(objection.get());
            }
        }
        warnings.forEach(warning -> feed.meters().warned(warning.substring(0, warning.indexOf(':'))));
        return new LineTaken("row", PlainIds.message(row.text("message")), true, warnings);
    }

    private Optional<Objection> taken(Feed feed, Statement statement) {
        try {
            return inlet.take(feed.hospital(), statement);
        } catch (RuntimeException e) {
            feed.meters().unanswered();
            throw e;
        }
    }

    private static LineRefused refusal(Objection objection) {
        return switch (objection) {
            case MESSAGE_ID_REUSED ->
                LineRefused.content("message", "an id of its own: this one came with other content");
            case VISIT_OF_ANOTHER_PATIENT -> LineRefused.content("patient", "the patient whose visit it is");
            case NO_SUCH_VISIT, NO_SURVIVOR -> LineRefused.content("visit", "a visit that was told of before");
        };
    }

    /** An empty cell says nothing. */
    @Override
    public byte[] again(byte[] kept) {
        return kept;
    }

    @Override
    public List<PatientId> patients(Feed feed, byte[] line) {
        return PatientId.parse(Row.of(line).text("patient")).stream().toList();
    }
}
