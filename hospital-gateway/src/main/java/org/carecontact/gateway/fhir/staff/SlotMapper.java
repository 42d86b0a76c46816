package org.carecontact.gateway.fhir.staff;

import ca.uhn.fhir.model.api.TemporalPrecisionEnum;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.fhir.reading.Told;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.staff.domain.SlotKind;
import org.carecontact.gateway.staff.domain.SlotTime;
import org.carecontact.gateway.staff.domain.SlotWords;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.InstantType;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Slot;
import org.hl7.fhir.r4.model.Slot.SlotStatus;

/** Reads Slot: the time of a schedule's doctors that is taken, blocked, or open again. */
final class SlotMapper implements ResourceMapper<Slot> {

    private final Calendars calendars;
    private final Numbers numbers;

    SlotMapper(Calendars calendars, Numbers numbers) {
        this.calendars = calendars;
        this.numbers = numbers;
    }

    @Override
    public Class<Slot> type() {
        return Slot.class;
    }

    @Override
    public Told read(Slot slot, Reading reading) {
        if (!slot.hasStatus()) {
            throw Refused.content(IssueType.REQUIRED, reading.at("status"), "A status of the value set slotstatus");
        }
        Optional<Calendar> found = calendars.ofSchedule(slot.getSchedule(), reading);
        if (slot.getStatus() == SlotStatus.ENTEREDINERROR) {
            Calendar calendar = found.orElseGet(() -> new Calendar(null, Set.of()));
            return told(
                    slot,
                    calendar,
                    SlotTimes.moment(slot.getStartElement(), false, reading),
                    SlotWords.CANCELLED,
                    reading);
        }
        String right = "A Schedule that was told of before or is in the same Bundle";
        if (!slot.hasSchedule()) {
            throw Refused.content(IssueType.REQUIRED, reading.at("schedule"), right);
        }
        // What waits for its schedule is right in all else.
        Instant from = needed(slot.getStartElement(), "start", reading);
        SlotTime time = SlotTimes.needed(from, needed(slot.getEndElement(), "end", reading), reading);
        Calendar calendar = found.orElseThrow(() -> Refused.notTold(
                References.awaited(slot.getSchedule(), Set.of("Schedule"), reading), reading.at("schedule"), right));
        SlotWords words = new SlotWords(
                kind(slot, calendar, reading), Word.of(time), Word.of(slot.getStatus() != SlotStatus.FREE));
        return told(slot, calendar, Optional.of(from), words, reading);
    }

    /** The slot of a schedule that is no doctor's takes nobody's time, also when it was a doctor's before. */
    private Told told(Slot slot, Calendar calendar, Optional<Instant> from, SlotWords words, Reading reading) {
        String number = numbers.ofSlot(slot.getIdentifier(), calendar.doctors(), from, reading);
        boolean isDoctors = !calendar.doctors().isEmpty();
        return new Told(
                List.of(new Statement.OfSlot(
                        number, calendar.doctors(), isDoctors ? words : SlotWords.CANCELLED, reading.by())),
                number,
                Numbers.kept(number, calendar),
                References.names(slot.getIdentifier()),
                isDoctors || slot.getStatus() == SlotStatus.ENTEREDINERROR);
    }

    /** What can't be planned is an absence unless the dialect names what it is. */
    private static Word<SlotKind> kind(Slot slot, Calendar calendar, Reading reading) {
        List<CodeableConcept> said = new ArrayList<>(List.of(slot.getAppointmentType()));
        said.addAll(slot.getServiceType());
        said.addAll(slot.getServiceCategory());
        Word<SlotKind> named = Calendars.kind(reading.dialect(), said);
        if (named instanceof Word.Given<SlotKind>) {
            return named;
        }
        if (slot.getStatus() == SlotStatus.BUSYUNAVAILABLE) {
            return Word.of(SlotKind.ABSENCE);
        }
        // Its own type of service overrides the schedule's (R4, Slot.serviceType).
        return slot.hasServiceType() || calendar.kind() == null ? Word.absent() : Word.of(calendar.kind());
    }

    /** An instant has a time (R4, 2.24.0.1); HAPI lets one without through, which would take the whole day. */
    private static Instant needed(InstantType time, String place, Reading reading) {
        return SlotTimes.moment(time, false, reading)
                .filter(_ -> time.getPrecision().compareTo(TemporalPrecisionEnum.DAY) > 0)
                .orElseThrow(() ->
                        Refused.content(IssueType.REQUIRED, reading.at(place), "A time as 2026-11-24T09:00:00+08:00"));
    }
}
