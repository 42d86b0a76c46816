package org.carecontact.feedcli;

import java.io.PrintStream;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.Report;
import org.carecontact.gateway.hl7v2.Charsets;
import org.carecontact.gateway.hl7v2.Decoded;
import org.carecontact.gateway.hl7v2.Fault;
import org.carecontact.gateway.hl7v2.Header;
import org.carecontact.gateway.hl7v2.Meaning;
import org.carecontact.gateway.hl7v2.Messages;
import org.carecontact.gateway.hl7v2.Refusal;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.people.domain.PersonWords;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.PlainIds;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.kernel.keys.Seal;

/**
 * Says of each message what the gateway would understand, with the gateway's own classes. Of a person it says which things
 * are there, never what they are.
 */
final class FeedCheck {

    /** Nothing that is read here is kept. */
    private static final byte[] NO_SECRET = new byte[32];

    private final Dialect dialect;
    private final Messages messages;
    private final PrintStream out;
    private int understood;
    private int notUsed;
    private int refused;

    FeedCheck(FeedFile feed, PrintStream out) {
        this.dialect = feed.dialect();
        Prints prints = new Prints(NO_SECRET);
        PersonalValues values = new PersonalValues(prints, new Seal(NO_SECRET));
        this.messages = new Messages(feed.hospital(), dialect, prints, values, new Births(values));
        this.out = out;
    }

    void check(String file, List<byte[]> all, Instant now) {
        for (int i = 0; i < all.size(); i++) {
            check(file + "#" + (i + 1), all.get(i), now);
        }
    }

    private void check(String name, byte[] message, Instant now) {
        Header header = Header.of(Charsets.header(message));
        try {
            Decoded decoded = Decoded.of(message, dialect);
            header = decoded.header();
            switch (messages.read(header, decoded.text(), now)) {
                case Meaning.NotUsed _ -> {
                    notUsed++;
                    line(name, "AA", header, "not used here: acknowledged, nothing is stored");
                }
                case Meaning.Says(var statements, var warnings) -> {
                    understood++;
                    line(
                            name,
                            "AA",
                            header,
                            String.join(
                                            "; ",
                                            statements.stream().map(this::said).toList())
                                    + warnings(warnings));
                }
            }
        } catch (Refusal refusal) {
            refused++;
            Fault fault = refusal.fault();
            line(
                    name,
                    refusal.answer().name(),
                    header,
                    fault.place() + ": " + fault.remedy() + " (" + fault.code().getCode() + ")");
        }
    }

    private void line(String name, String answer, Header header, String what) {
        out.println(String.join("  ", name, answer, shown(header.field(9)), shown(header.controlId()), what));
    }

    /** A header that can't be read may have anything in a field. */
    private static String shown(String field) {
        String plain = PlainIds.message(field);
        return plain.isEmpty() ? "-" : plain;
    }

    private static String warnings(List<Fault> warnings) {
        StringBuilder text = new StringBuilder();
        warnings.forEach(warning ->
                text.append(" | without ").append(warning.place()).append(": ").append(warning.remedy()));
        return text.toString();
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
                        + word(words.department()) + ", works there " + word(words.active()) + ", recorded " + by.at();
            case Statement.OfDepartment(var department, var words, var by) ->
                "department " + department.value() + ", name " + word(words.name()) + ", recorded " + by.at();
            case Statement.OfSlot(var slot, var doctors, var _, var by) ->
                "slot " + slot + ", doctors " + doctors + ", recorded " + by.at();
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
            case Word.Given<String>(var name) ->
                dialect.departments().containsValue(name) ? " (mapped)" : " (not mapped)";
            case Word.Absent<String> _, Word.Withdrawn<String> _ -> "";
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
        out.println("%d messages: %d understood, %d not used, %d refused"
                .formatted(understood + notUsed + refused, understood, notUsed, refused));
        return refused == 0;
    }
}
