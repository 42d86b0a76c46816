package org.carecontact.gateway.fhir.staff;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
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
import org.carecontact.schemas.ids.DoctorId;
import org.hl7.fhir.r4.model.Appointment;
import org.hl7.fhir.r4.model.Appointment.AppointmentParticipantComponent;
import org.hl7.fhir.r4.model.Appointment.AppointmentStatus;
import org.hl7.fhir.r4.model.Appointment.ParticipationStatus;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.OperationOutcome.IssueType;
import org.hl7.fhir.r4.model.Period;

/** Reads Appointment: whose time it takes, and when. Nothing of the patient is read. */
final class AppointmentMapper implements ResourceMapper<Appointment> {

    /** An appointment of which nobody says how long it takes. */
    private static final Duration USUAL = Duration.ofMinutes(30);

    /** v3-ParticipationType: who sends a patient does not come along. */
    private static final String REFERRER = "REF";

    private final Actors actors;
    private final Calendars calendars;
    private final Numbers numbers;

    AppointmentMapper(Actors actors, Calendars calendars, Numbers numbers) {
        this.actors = actors;
        this.calendars = calendars;
        this.numbers = numbers;
    }

    @Override
    public Class<Appointment> type() {
        return Appointment.class;
    }

    @Override
    public Told read(Appointment appointment, Reading reading) {
        if (!appointment.hasStatus()) {
            throw Refused.content(
                    IssueType.REQUIRED, reading.at("status"), "A status of the value set appointmentstatus");
        }
        boolean stands = stands(appointment.getStatus());
        Actors.Doctors taking = taking(appointment, reading, stands);
        Set<DoctorId> doctors = taking.found().isEmpty() ? ofSlots(appointment, reading, stands) : taking.found();
        Optional<SlotTime> time = time(appointment, stands, reading);
        String number = numbers.ofAppointment(appointment.getIdentifier(), doctors, time.map(SlotTime::from), reading);
        if (appointment.getStatus() == AppointmentStatus.NOSHOW) {
            return Told.of(List.of(), number); // the doctor was there all the same
        }
        if (stands && time.isEmpty()) {
            throw Refused.content(
                    IssueType.REQUIRED,
                    reading.at("start"),
                    "A time as 2026-11-24T09:00:00+08:00, or a Slot that has it");
        }
        boolean isNobodys = stands && doctors.isEmpty() && !taking.isSomebodyUnknown();
        SlotWords words = isNobodys
                ? SlotWords.CANCELLED
                : new SlotWords(
                        kind(appointment, reading), time.map(Word::of).orElseGet(Word::absent), Word.of(stands));
        return new Told(
                List.of(new Statement.OfSlot(number, doctors, words, reading.by())),
                number,
                null,
                List.of(),
                !isNobodys);
    }

    /** What is only proposed, waits or is pending may never take place; what took place did take its time. */
    private static boolean stands(AppointmentStatus status) {
        return switch (status) {
            case BOOKED, ARRIVED, CHECKEDIN, FULFILLED -> true;
            case NOSHOW, CANCELLED, ENTEREDINERROR, PROPOSED, PENDING, WAITLIST, NULL -> false;
        };
    }

    private Actors.Doctors taking(Appointment appointment, Reading reading, boolean isStrict) {
        Actors.Doctors doctors = actors.among(reading, isStrict);
        for (int i = 0; i < appointment.getParticipant().size(); i++) {
            AppointmentParticipantComponent one = appointment.getParticipant().get(i);
            if (one.hasActor() && takesPart(one)) {
                doctors.and(one.getActor(), "participant[" + i + "].actor");
            }
        }
        return doctors;
    }

    private static boolean takesPart(AppointmentParticipantComponent participant) {
        return participant.getStatus() != ParticipationStatus.DECLINED
                && participant.getType().stream()
                        .flatMap(type -> type.getCoding().stream())
                        .noneMatch(coding -> REFERRER.equals(coding.getCode()));
    }

    private Set<DoctorId> ofSlots(Appointment appointment, Reading reading, boolean isStrict) {
        Set<DoctorId> doctors = new LinkedHashSet<>();
        for (int i = 0; i < appointment.getSlot().size(); i++) {
            Optional<Calendar> calendar = calendars.ofSlot(appointment.getSlot().get(i), reading);
            if (calendar.isEmpty() && isStrict) {
                throw Refused.notTold(
                        References.awaited(appointment.getSlot().get(i), Set.of("Slot"), reading),
                        reading.at("slot[" + i + "]"),
                        "A Slot that was told of before or is in the same Bundle, or a doctor among the participants");
            }
            calendar.map(Calendar::doctors).ifPresent(doctors::addAll);
        }
        return doctors;
    }

    /** By codes and texts that the feed's dialect names. */
    private static Word<SlotKind> kind(Appointment appointment, Reading reading) {
        List<CodeableConcept> said = new ArrayList<>(List.of(appointment.getAppointmentType()));
        said.addAll(appointment.getReasonCode());
        said.addAll(appointment.getServiceType());
        said.addAll(appointment.getServiceCategory());
        return Calendars.kind(reading.dialect(), said);
    }

    /** The doctors' own time, else the appointment's, else that of its slots. */
    private static Optional<SlotTime> time(Appointment appointment, boolean isStrict, Reading reading) {
        List<SlotTime> own = appointment.getParticipant().stream()
                .filter(one -> takesPart(one) && isDoctor(one, reading))
                .map(AppointmentParticipantComponent::getPeriod)
                .map(period -> time(period, reading))
                .flatMap(Optional::stream)
                .toList();
        if (!own.isEmpty()) {
            return whole(own);
        }
        Optional<Instant> from = SlotTimes.moment(appointment.getStartElement(), false, reading);
        if (from.isPresent()) {
            Instant to = SlotTimes.moment(appointment.getEndElement(), false, reading)
                    .orElseGet(() -> from.get().plus(duration(appointment)));
            return isStrict ? Optional.of(SlotTimes.needed(from.get(), to, reading)) : SlotTimes.of(from.get(), to);
        }
        return whole(appointment.getSlot().stream()
                .map(slot -> Calendars.slot(slot, reading))
                .flatMap(Optional::stream)
                .map(slot -> time(new Period().setStart(slot.getStart()).setEnd(slot.getEnd()), reading))
                .flatMap(Optional::stream)
                .toList());
    }

    private static boolean isDoctor(AppointmentParticipantComponent participant, Reading reading) {
        return participant.hasActor()
                && References.type(participant.getActor(), reading)
                        .filter(Actors.DOCTORS::contains)
                        .isPresent();
    }

    private static Duration duration(Appointment appointment) {
        return appointment.getMinutesDuration() > 0 ? Duration.ofMinutes(appointment.getMinutesDuration()) : USUAL;
    }

    private static Optional<SlotTime> time(Period period, Reading reading) {
        return SlotTimes.moment(period.getStartElement(), false, reading)
                .flatMap(from ->
                        SlotTimes.moment(period.getEndElement(), true, reading).flatMap(to -> SlotTimes.of(from, to)));
    }

    /** Several stretches of a doctor's time are one. */
    private static Optional<SlotTime> whole(List<SlotTime> times) {
        return times.stream()
                .reduce((one, other) -> new SlotTime(
                        one.from().isBefore(other.from()) ? one.from() : other.from(),
                        one.to().isAfter(other.to()) ? one.to() : other.to()));
    }
}
