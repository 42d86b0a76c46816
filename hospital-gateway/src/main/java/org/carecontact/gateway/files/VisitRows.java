package org.carecontact.gateway.files;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Function;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.intake.VisitIds;
import org.carecontact.gateway.people.domain.Birth;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.MobileNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.values.Timestamps;
import org.carecontact.gateway.vocabulary.domain.AgeBand;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

// Longer than 300 lines: one column after the other.
/**
 * Reads rows about visits: an event a row ({@code event}), or the visit as it stands ({@code status}, {@code started},
 * {@code ended}).
 */
final class VisitRows {

    /** Our names of the columns; a hospital's own are mapped to them by its dialect. */
    static final Set<String> COLUMNS = Set.of(
            "visit",
            "patient",
            "name",
            "born",
            "mobile",
            "guardian",
            "doctor",
            "department",
            "class",
            "event",
            "status",
            "at",
            "started",
            "ended",
            "message");

    private enum Event {
        BEGIN,
        UPDATE,
        END,
        CANCEL,
        CANCEL_END
    }

    private static final Map<String, Event> EVENTS = Map.ofEntries(
            Map.entry("register", Event.BEGIN),
            Map.entry("admit", Event.BEGIN),
            Map.entry("挂号", Event.BEGIN),
            Map.entry("入院", Event.BEGIN),
            Map.entry("update", Event.UPDATE),
            Map.entry("transfer", Event.UPDATE),
            Map.entry("修改", Event.UPDATE),
            Map.entry("转科", Event.UPDATE),
            Map.entry("discharge", Event.END),
            Map.entry("finish", Event.END),
            Map.entry("出院", Event.END),
            Map.entry("结束", Event.END),
            Map.entry("cancel", Event.CANCEL),
            Map.entry("退号", Event.CANCEL),
            Map.entry("取消", Event.CANCEL),
            Map.entry("cancel-discharge", Event.CANCEL_END),
            Map.entry("取消出院", Event.CANCEL_END));
    private static final Map<String, Event> STATES = Map.of(
            "in-progress", Event.BEGIN,
            "就诊中", Event.BEGIN,
            "在院", Event.BEGIN,
            "finished", Event.END,
            "已就诊", Event.END,
            "已出院", Event.END,
            "cancelled", Event.CANCEL,
            "已退号", Event.CANCEL,
            "已取消", Event.CANCEL);
    private static final Map<String, EncounterClass> CLASSES = Map.of(
            "AMB", EncounterClass.AMB,
            "门诊", EncounterClass.AMB,
            "IMP", EncounterClass.IMP,
            "住院", EncounterClass.IMP,
            "EMER", EncounterClass.EMER,
            "急诊", EncounterClass.EMER,
            "VR", EncounterClass.VR,
            "互联网", EncounterClass.VR);
    private static final int LONGEST_NAME = 64;

    private final String hospital;
    private final String sender;
    private final Dialect dialect;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final BiConsumer<String, String> unmapped;

    /**
     * Reads for one feed.
     *
     * @param sender who gave the messages' ids
     * @param unmapped hears of codes that nobody names: their kind, and the code
     */
    VisitRows(
            String hospital,
            String sender,
            Dialect dialect,
            Prints prints,
            PersonalValues values,
            Births births,
            BiConsumer<String, String> unmapped) {
        this.hospital = hospital;
        this.sender = sender;
        this.dialect = dialect;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.unmapped = unmapped;
    }

    /**
     * Reads one row.
     *
     * @param written when the file was written, for rows without a time
     * @param warnings gets what was of no use
     */
    List<Statement> read(Row row, Instant written, Instant now, List<String> warnings) throws LineRefused {
        PatientId patient = id(row, "patient", PatientId::parse);
        EncounterClass encounterClass = encounterClass(row, warnings);
        PersonWords person = person(row, patient, now, warnings);
        Optional<Instant> at = time(row, "at");
        Optional<Instant> started = time(row, "started");
        Optional<Instant> ended = time(row, "ended");
        VisitId visit = visit(row, patient, started.or(() -> at));
        List<Statement> statements = new ArrayList<>();
        for (Event event : events(row, ended.isPresent())) {
            Instant occurredAt = (event == Event.END ? ended : event == Event.BEGIN ? started : at)
                    .or(() -> at)
                    .orElse(written);
            Instant recordedAt = at.orElse(occurredAt);
            if (CitizenNumbers.isOne(row.text("message"))) {
                throw LineRefused.content("message", "an id of the message, no citizen's number");
            }
            String message = row.has("message")
                    ? row.text("message")
                    : prints.of(sender, row.cells().toString());
            String id = message + (statements.isEmpty() ? "" : "+" + statements.size());
            Report report = new Report(
                    new Heard(sender, id, prints.of(event.name(), row.cells().toString())),
                    new Stamp(recordedAt, recordedAt, id, sender),
                    occurredAt,
                    hospital,
                    visit,
                    patient,
                    row.has("doctor") ? Word.of(id(row, "doctor", DoctorId::parse)) : Word.absent(),
                    department(row, warnings),
                    encounterClass == null ? Word.absent() : Word.of(encounterClass),
                    person,
                    AgeBand.UNKNOWN,
                    encounterClass == EncounterClass.IMP
                            ? null
                            : dialect.finishedAfter().of(occurredAt, dialect.zone()));
            statements.add(new Statement.OfVisit(command(event, encounterClass, report)));
        }
        return statements;
    }

    private static EncounterCommand.Reported command(
            Event event, @Nullable EncounterClass encounterClass, Report report) {
        return switch (event) {
            case BEGIN ->
                encounterClass == EncounterClass.IMP
                        ? new EncounterCommand.Admit(report)
                        : new EncounterCommand.Register(report);
            case UPDATE -> new EncounterCommand.Update(report);
            case END -> new EncounterCommand.Discharge(report);
            case CANCEL -> new EncounterCommand.Cancel(report);
            case CANCEL_END -> new EncounterCommand.CancelDischarge(report);
        };
    }

    /** What a row says happened: its event, else what its state means, else a beginning and perhaps an end. */
    private static List<Event> events(Row row, boolean hasEnd) throws LineRefused {
        if (row.has("event")) {
            return List.of(one(row, "event", EVENTS));
        }
        if (row.has("status")) {
            Event state = one(row, "status", STATES);
            return state == Event.BEGIN || !row.has("started") ? List.of(state) : List.of(Event.BEGIN, state);
        }
        return hasEnd ? List.of(Event.BEGIN, Event.END) : List.of(Event.BEGIN);
    }

    private static Event one(Row row, String column, Map<String, Event> known) throws LineRefused {
        Event event = known.get(row.text(column).toLowerCase(Locale.ROOT));
        if (event == null) {
            throw LineRefused.content(column, "one of: " + String.join(", ", new TreeSet<>(known.keySet())));
        }
        return event;
    }

    private VisitId visit(Row row, PatientId patient, Optional<Instant> admitted) throws LineRefused {
        if (!row.has("visit")) {
            return admitted.flatMap(at -> VisitIds.admitted(patient, at))
                    .orElseThrow(() -> LineRefused.content("visit", "the visit's number, or when it started"));
        }
        if (!dialect.visitsPerPatient()) {
            return id(row, "visit", VisitId::parse);
        }
        return id(row, "visit", number -> VisitIds.ofPatient(patient, number));
    }

    private static <I> I id(Row row, String column, Function<String, Optional<I>> parse) throws LineRefused {
        String text = row.text(column);
        return parse.apply(text)
                .filter(_ -> !CitizenNumbers.isOne(text))
                .orElseThrow(() -> LineRefused.content(column, "1 to 64 printable characters, no citizen's number"));
    }

    private Word<String> department(Row row, List<String> warnings) {
        if (!row.has("department")) {
            return Word.absent();
        }
        String said = row.text("department");
        String department = dialect.departments().getOrDefault(said, said);
        if (department.codePointCount(0, department.length()) > 64 || CitizenNumbers.isOne(department)) {
            warnings.add("department: at most 64 characters");
            return Word.absent();
        }
        if (!dialect.isDepartment(said)) {
            unmapped.accept("department", said);
        }
        return Word.of(department);
    }

    private @Nullable EncounterClass encounterClass(Row row, List<String> warnings) {
        if (!row.has("class")) {
            return null;
        }
        EncounterClass found = dialect.classes().get(row.text("class"));
        EncounterClass usual = CLASSES.get(row.text("class").toUpperCase(Locale.ROOT));
        if (found == null && usual == null) {
            unmapped.accept("class", row.text("class"));
            warnings.add("class: one of AMB, IMP, EMER, VR, or one that the feed's file maps");
        }
        return found == null ? usual : found;
    }

    private PersonWords person(Row row, PatientId patient, Instant now, List<String> warnings) {
        return new PersonWords(
                name(row).map(name -> values.name(hospital, patient, name)),
                born(row, patient, now, warnings),
                number(row, "mobile", PersonalValues.PATIENT, patient, warnings),
                number(row, "guardian", PersonalValues.GUARDIAN, patient, warnings));
    }

    private static Word<String> name(Row row) {
        String name = row.text("name");
        return name.isEmpty() || name.codePointCount(0, name.length()) > LONGEST_NAME ? Word.absent() : Word.of(name);
    }

    private Word<Birth> born(Row row, PatientId patient, Instant now, List<String> warnings) {
        if (!row.has("born")) {
            return Word.absent();
        }
        Optional<LocalDate> date = Births.date(row.text("born"), LocalDate.ofInstant(now, dialect.zone()));
        if (date.isEmpty()) {
            warnings.add("born: a date as 1980-02-29");
        }
        return date.map(day -> Word.of(births.of(hospital, patient, day, now))).orElseGet(Word::absent);
    }

    private Word<Sealed> number(Row row, String column, String role, PatientId patient, List<String> warnings) {
        if (!row.has(column)) {
            return Word.absent();
        }
        Optional<String> number = MobileNumbers.parse(row.text(column));
        if (number.isEmpty()) {
            warnings.add(column + ": a mobile number that takes an SMS, as 13800000000");
        }
        return number.map(found -> Word.of(values.number(hospital, role, patient, found)))
                .orElseGet(Word::absent);
    }

    private Optional<Instant> time(Row row, String column) throws LineRefused {
        if (!row.has(column)) {
            return Optional.empty();
        }
        return Optional.of(Timestamps.span(row.text(column), dialect.zone())
                .orElseThrow(() -> LineRefused.content(column, "a time as 2026-11-23 08:05 or 202611230805"))
                .from());
    }
}
