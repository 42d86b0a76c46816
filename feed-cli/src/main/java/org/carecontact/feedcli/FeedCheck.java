package org.carecontact.feedcli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.fhir.FhirCheck;
import org.carecontact.gateway.fhir.FhirLines;
import org.carecontact.gateway.files.CsvRows;
import org.carecontact.gateway.files.FileCheck;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.intake.Understood;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.soap.SoapCheck;
import org.carecontact.gateway.staff.domain.SlotTime;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.ids.DoctorId;

/**
 * Says of each message what the gateway would understand, with the gateway's own classes. Of a person it says which things
 * are there, never what they are.
 */
final class FeedCheck {

    /** Nothing that is read here is kept. */
    private static final byte[] NO_SECRET = new byte[32];

    private final Feed feed;
    private final Dialect dialect;
    private final Prints prints = new Prints(NO_SECRET);
    private final PersonalValues values = new PersonalValues(prints, new Seal(NO_SECRET));
    private final Births births = new Births(values);
    private final Clock clock;
    private final FileCheck lines;
    private final FhirCheck resources;
    private final PrintStream out;
    private int understood;
    private int notUsed;
    private int waiting;
    private int refused;

    /** Checks for one feed. */
    FeedCheck(FeedFile file, Clock clock, PrintStream out) {
        this.feed = Feed.tried(file);
        this.dialect = file.dialect();
        this.clock = clock;
        this.out = out;
        // One for all files: a line or resource may rest on one of an earlier file.
        this.resources = new FhirCheck(feed, prints, values, births, clock);
        this.lines = new FileCheck(
                feed,
                clock,
                inlet -> dialect.door() == Door.NDJSON
                        ? new FhirLines(inlet, prints, values, births, clock)
                        : new CsvRows(inlet, prints, values, births, clock));
    }

    void check(Path file) throws IOException {
        String name = file.getFileName().toString();
        Consumer<Understood> to = one -> print(name, one);
        switch (dialect.door()) {
            case HL7_V2 ->
                new Hl7Check(feed, prints, values, births).read(Files.readAllBytes(file), clock.instant(), to);
            case WST_846 ->
                to.accept(new SoapCheck(feed, prints, values, births, clock).read(name, Files.readAllBytes(file)));
            case FHIR -> resources.read(Files.readAllBytes(file), to);
            case CSV, NDJSON -> lines.read(file, to);
            case KAFKA -> throw new IllegalArgumentException("no file has a topic's records");
        }
    }

    private void print(String file, Understood one) {
        String what;
        if (one.isRefused()) {
            refused++;
            what = String.join("; ", one.notes());
        } else if (one.isWaiting()) {
            waiting++;
            what = String.join("; ", one.notes());
        } else if (!one.isUsed()) {
            notUsed++;
            what = "not used here: acknowledged, nothing is stored";
        } else if (one.statements().isEmpty()) {
            understood++;
            what = "kept for what refers to it"
                    + String.join(
                            "", one.notes().stream().map(" | without "::concat).toList());
        } else {
            understood++;
            what = String.join("; ", one.statements().stream().map(this::said).toList())
                    + String.join(
                            "", one.notes().stream().map(" | without "::concat).toList());
        }
        out.println(String.join(
                "  ",
                file + "#" + one.number(),
                one.answer(),
                shown(one.kind()),
                shown(one.id()),
                shown(one.sender()),
                shown(one.charset()),
                what));
    }

    private static String shown(String text) {
        return text.isEmpty() ? "-" : text;
    }

    private String said(Statement statement) {
        return switch (statement) {
            case Statement.OfVisit(var command) -> event(command) + " " + report(command.report());
            case Statement.OfPerson(var patient, var words, var by) ->
                "person, patient " + patient + ", recorded " + by.at() + ", " + person(words);
            case Statement.Merge(var patient, var survivor, var _, var by) ->
                "merge, patient " + patient + " into " + survivor + ", recorded " + by.at();
            case Statement.Move(var visit, var to, var _, var by) ->
                "move, visit " + visit + " to patient " + to + ", recorded " + by.at();
            case Statement.Renumber(var visit, var into, var by) ->
                "renumber, visit " + visit + " into " + into + ", recorded " + by.at();
            case Statement.OfDoctor(var doctor, var words, var by) ->
                "doctor " + doctor + ", name " + word(words.name()) + ", title " + word(words.title()) + ", department "
                        + word(words.department()) + mapped(words.department()) + ", works there "
                        + word(words.active()) + ", recorded " + by.at();
            case Statement.OfDepartment(var department, var words, var by) ->
                "department " + department.value() + mapped(department.value()) + ", name " + word(words.name())
                        + ", recorded " + by.at();
            case Statement.OfSlot(var slot, var doctors, var words, var by) ->
                "slot " + slot + ", doctors " + doctors(doctors) + ", kind " + word(words.kind()) + ", time "
                        + time(words.time()) + ", state " + state(words.stands()) + ", recorded " + by.at();
        };
    }

    private static String event(EncounterCommand.Reported command) {
        return switch (command) {
            case EncounterCommand.Register _ -> "register";
            case EncounterCommand.Admit _ -> "admit";
            case EncounterCommand.Update _ -> "update";
            case EncounterCommand.Discharge _ -> "discharge";
            case EncounterCommand.CancelDischarge _ -> "cancel discharge";
            case EncounterCommand.Cancel _ -> "cancel";
        };
    }

    private String report(Report report) {
        List<String> parts = new ArrayList<>();
        parts.add("visit " + report.visit());
        parts.add("patient " + report.patient());
        parts.add("doctor " + word(report.doctor()));
        parts.add("department " + word(report.department()) + mapped(report.department()));
        parts.add("class " + word(report.encounterClass()));
        parts.add("took place " + report.occurredAt());
        parts.add("recorded " + report.by().at());
        if (report.presumedEnd() != null) {
            parts.add("finished at " + report.presumedEnd() + " unless told");
        }
        parts.add(person(report.person()));
        return String.join(", ", parts);
    }

    private String mapped(Word<String> department) {
        return switch (department) {
            case Word.Given<String>(var name) -> mapped(name);
            case Word.Absent<String> _, Word.Withdrawn<String> _ -> "";
        };
    }

    private String mapped(String department) {
        if (dialect.departments().containsValue(department)) {
            return " (mapped)";
        }
        return dialect.listed().contains(department) ? " (listed)" : " (not mapped)";
    }

    private static String doctors(Set<DoctorId> doctors) {
        return doctors.isEmpty()
                ? "not said"
                : doctors.stream().map(DoctorId::value).sorted().collect(Collectors.joining(" and "));
    }

    private static String time(Word<SlotTime> time) {
        return switch (time) {
            case Word.Given<SlotTime>(var given) -> given.from() + " to " + given.to();
            case Word.Absent<SlotTime> _ -> "not said";
            case Word.Withdrawn<SlotTime> _ -> "withdrawn";
        };
    }

    private static String state(Word<Boolean> stands) {
        return switch (stands) {
            case Word.Given<Boolean>(var given) -> given ? "stands" : "cancelled";
            case Word.Absent<Boolean> _ -> "not said";
            case Word.Withdrawn<Boolean> _ -> "withdrawn";
        };
    }

    private static String person(PersonWords words) {
        return "name " + isThere(words.name()) + ", birth date " + isThere(words.born()) + ", number of PATIENT "
                + isThere(words.mobile()) + ", of GUARDIAN " + isThere(words.guardian());
    }

    private static String isThere(Word<?> word) {
        return switch (word) {
            case Word.Absent<?> _ -> "no";
            case Word.Withdrawn<?> _ -> "withdrawn";
            case Word.Given<?> _ -> "yes";
        };
    }

    private static String word(Word<?> word) {
        return switch (word) {
            case Word.Absent<?> _ -> "not said";
            case Word.Withdrawn<?> _ -> "withdrawn";
            case Word.Given<?>(var value) -> String.valueOf(value);
        };
    }

    /** Prints the counts; returns whether nothing was refused. */
    boolean summary() {
        out.println("%d messages: %d understood, %s%d not used, %d refused"
                .formatted(
                        understood + waiting + notUsed + refused,
                        understood,
                        waiting == 0 ? "" : waiting + " waiting for others, ",
                        notUsed,
                        refused));
        return refused == 0;
    }
}
