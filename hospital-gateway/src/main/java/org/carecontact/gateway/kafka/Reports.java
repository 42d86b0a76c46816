package org.carecontact.gateway.kafka;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.events.HospitalMessage;
import org.carecontact.events.MergeReport;
import org.carecontact.events.PersonReport;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.keys.FeedKeys;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.MessageTimes;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.schemas.ids.PatientId;
import org.springframework.stereotype.Component;

/** Reads one message: whose it is, and what its report says. */
@Component
final class Reports {

    private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final String ID_FORM = "1 to 64 printable ASCII characters, no citizen's number";

    /** What a message says, and what of it was of no use. */
    record Meaning(Statement statement, List<Warning> warnings) {}

    private final FeedKeys keys;
    private final Prints prints;
    private final PersonReports people;
    private final VisitReports visits;
    private final StaffReports staff;

    Reports(FeedKeys keys, Prints prints, PersonalValues values, Births births) {
        this.keys = keys;
        this.prints = prints;
        this.people = new PersonReports(values, births);
        this.visits = new VisitReports(people, prints);
        this.staff = new StaffReports(values);
    }

    /** Who gives a message its id. */
    static String sender(HospitalMessage message) {
        return "KAFKA|" + message.getSource();
    }

    /** Returns a message's meaning, if this hospital may send it and it can be understood. */
    Meaning read(Feed feed, HospitalMessage message, Instant now) throws RecordRefused {
        if (!message.getHospital().equals(feed.hospital())) {
            throw RecordRefused.ofKind("hospital", "The hospital whose topic it is");
        }
        mustBeId("source", message.getSource());
        mustBeId("messageId", message.getMessageId());
        long reports = Stream.of(
                        message.getVisit(),
                        message.getPerson(),
                        message.getMerge(),
                        message.getDoctor(),
                        message.getDepartment(),
                        message.getSlot())
                .filter(Objects::nonNull)
                .count();
        if (reports != 1) {
            throw RecordRefused.ofContent("", "One of visit, person, merge, doctor, department and slot");
        }
        List<Warning> warnings = new ArrayList<>();
        Reading reading =
                reading(feed, message, new MessageTimes("", feed.dialect().zone(), now), warnings);
        return new Meaning(statement(reading), warnings);
    }

    private static void mustBeId(String place, String id) throws RecordRefused {
        if (!ID.matcher(id).matches() || !CitizenNumbers.without(id).equals(id)) {
            throw RecordRefused.ofContent(place, ID_FORM);
        }
    }

    private Reading reading(Feed feed, HospitalMessage message, MessageTimes times, List<Warning> warnings) {
        Instant recordedAt = message.getRecordedAt() == null
                ? Reading.held(times, "sentAt", message.getSentAt(), warnings)
                : Reading.held(times, "recordedAt", message.getRecordedAt(), warnings);
        String sender = sender(message);
        return new Reading(
                feed,
                feed.dialect(),
                keys,
                message,
                sender,
                new Stamp(recordedAt, message.getSentAt(), message.getMessageId(), sender),
                times,
                warnings);
    }

    private Statement statement(Reading reading) throws RecordRefused {
        HospitalMessage message = reading.message();
        if (message.getVisit() != null) {
            return visits.read(reading, message.getVisit());
        }
        if (message.getPerson() != null) {
            PersonReport said = message.getPerson();
            PatientId patient = reading.id("person.patient", said.getPatient(), PatientId::parse);
            return new Statement.OfPerson(
                    patient, people.words(reading, "person.person", patient, said.getPerson()), reading.by());
        }
        if (message.getMerge() != null) {
            MergeReport said = message.getMerge();
            return new Statement.Merge(
                    reading.id("merge.patient", said.getPatient(), PatientId::parse),
                    reading.id("merge.survivor", said.getSurvivor(), PatientId::parse),
                    new Heard(
                            reading.sender(),
                            reading.by().messageId(),
                            prints.of("merge", Plain.of(said), String.valueOf(message.getRecordedAt()))),
                    reading.by());
        }
        if (message.getDoctor() != null) {
            return staff.doctor(reading, message.getDoctor());
        }
        return message.getDepartment() != null
                ? staff.department(reading, message.getDepartment())
                : staff.slot(reading, Objects.requireNonNull(message.getSlot()));
    }
}
