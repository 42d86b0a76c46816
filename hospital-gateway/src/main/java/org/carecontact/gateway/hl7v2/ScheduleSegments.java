package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.staff.domain.SlotKind;
import org.carecontact.gateway.staff.domain.SlotTime;
import org.carecontact.gateway.staff.domain.SlotWords;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.Timestamps.Span;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DoctorId;

/**
 * Reads SIU (HL7 v2.5, chapter 10): whose time an appointment takes, and when. Nothing of the patient is read. What is of
 * no use costs a warning, never the message.
 */
final class ScheduleSegments {

    /** New, rescheduled, modified, with another service, or a time that is blocked. */
    private static final Set<String> STANDING = Set.of("S12", "S13", "S14", "S18", "S19", "S23");
    /** Cancelled, discontinued, deleted, or a time that is open again. */
    private static final Set<String> FALLEN = Set.of("S15", "S16", "S17", "S24");
    /** Table 0278. */
    private static final Set<String> FALLEN_STATUS = Set.of("CANCELLED", "CANCELED", "DC", "DELETED");

    private static final String BLOCKED = "S23";
    private static final String DELETED = "D";

    /** An appointment of which nobody says how long it takes. */
    private static final Duration USUAL = Duration.ofMinutes(30);

    private static final Duration LONGEST = Duration.ofDays(366);
    private static final Pattern ID = Pattern.compile("[^\\p{Cntrl}]{1,64}");
    private static final Pattern NUMBER = Pattern.compile("([0-9]{1,6})(?:\\.[0-9]*)?");
    /** TQ-3, as M30 or H1. */
    private static final Pattern IN_TQ = Pattern.compile("([SMHD])([0-9]{1,6})");

    private final Dialect dialect;

    ScheduleSegments(Dialect dialect) {
        this.dialect = dialect;
    }

    /** Whether an event changes a schedule; a no-show (S26) does not, and part of an appointment (S20 to S22) neither. */
    static boolean isRead(String trigger) {
        return STANDING.contains(trigger) || FALLEN.contains(trigger);
    }

    List<Statement> slots(Header header, String trigger, Segments segments, Times times, Stamp by, List<Fault> warnings)
            throws Refusal {
        Fields sch = first(segments, "SCH");
        Optional<String> id = Stream.of(sch.text(2, 1), sch.text(1, 1))
                .filter(one -> ID.matcher(one).matches() && !CitizenNumbers.isOne(one))
                .findFirst();
        if (id.isEmpty()) {
            warnings.add(new Fault(
                    ErrorCode.REQUIRED_FIELD_MISSING, "SCH", 2, "The appointment's id in SCH-2 or SCH-1, to be used"));
            return List.of();
        }
        List<Fields> personnel = segments.all("AIP").stream()
                .filter(aip -> !aip.text(2, 1).equals(DELETED))
                .toList();
        boolean stands = STANDING.contains(trigger)
                && !FALLEN_STATUS.contains(sch.text(25, 1).toUpperCase(Locale.ROOT));
        Set<DoctorId> doctors = doctors(header, personnel);
        if (stands && doctors.isEmpty()) {
            warnings.add(new Fault(
                    ErrorCode.UNKNOWN_KEY_IDENTIFIER, "AIP", 3, "The hospital's own id of the doctor in AIP-3.1"));
        }
        return List.of(new Statement.OfSlot(
                id.get(),
                doctors,
                new SlotWords(
                        kind(trigger, sch, segments),
                        time(sch, personnel, segments, times, stands, warnings),
                        Word.of(stands)),
                by));
    }

    private Set<DoctorId> doctors(Header header, List<Fields> personnel) {
        Set<DoctorId> doctors = new LinkedHashSet<>();
        for (Fields aip : personnel) {
            Identities.find(
                            aip.repetitions(3),
                            dialect.doctor(),
                            9,
                            13,
                            PersonSegments.authorities(header),
                            DoctorId::parse)
                    .ifPresent(doctors::add);
        }
        return doctors;
    }

    /** By SCH-8, SCH-7 or AIS-3, code or text. */
    private Word<SlotKind> kind(String trigger, Fields sch, Segments segments) throws Refusal {
        List<String> said = new ArrayList<>(List.of(sch.text(8, 1), sch.text(8, 2), sch.text(7, 1), sch.text(7, 2)));
        for (Fields ais : segments.all("AIS")) {
            said.add(ais.text(3, 1));
            said.add(ais.text(3, 2));
        }
        return said.stream()
                .filter(dialect.appointments()::containsKey)
                .map(dialect.appointments()::get)
                .findFirst()
                .map(Word::of)
                .orElseGet(() -> trigger.equals(BLOCKED) ? Word.of(SlotKind.ABSENCE) : Word.absent());
    }

    /** The doctors' own time, else the appointment's, else that of the service. */
    private static Word<SlotTime> time(
            Fields sch, List<Fields> personnel, Segments segments, Times times, boolean stands, List<Fault> warnings)
            throws Refusal {
        Optional<Duration> usual = duration(sch.text(9, 1), sch.text(10, 1)).or(() -> inTq(sch.text(11, 3)));
        List<SlotTime> found = new ArrayList<>();
        boolean tried = addAll(found, personnel, 6, 9, 10, usual, times);
        if (found.isEmpty()) {
            Fields tq1 = first(segments, "TQ1");
            tried |= add(found, tq1.text(7, 1), tq1.text(8, 1), usual, times);
            tried |= found.isEmpty() && add(found, sch.text(11, 4), sch.text(11, 5), usual, times);
        }
        if (found.isEmpty()) {
            tried |= addAll(found, segments.all("AIS"), 4, 7, 8, usual, times);
        }
        if (found.isEmpty()) {
            if (tried || stands) {
                warnings.add(new Fault(
                        tried ? ErrorCode.DATA_TYPE_ERROR : ErrorCode.REQUIRED_FIELD_MISSING,
                        "SCH",
                        11,
                        "A start, and an end behind it: YYYYMMDDHHMM[SS][+ZZZZ]"));
            }
            return Word.absent();
        }
        Instant from =
                found.stream().map(SlotTime::from).min(Instant::compareTo).orElseThrow();
        Instant to = found.stream().map(SlotTime::to).max(Instant::compareTo).orElseThrow();
        return Word.of(new SlotTime(from, to));
    }

    /** Returns whether there was anything to read. */
    private static boolean addAll(
            List<SlotTime> found,
            List<Fields> segments,
            int start,
            int duration,
            int units,
            Optional<Duration> usual,
            Times times) {
        boolean tried = false;
        for (Fields one : segments) {
            tried |= add(
                    found,
                    one.text(start, 1),
                    "",
                    duration(one.text(duration, 1), one.text(units, 1)).or(() -> usual),
                    times);
        }
        return tried;
    }

    private static boolean add(
            List<SlotTime> found, String start, String end, Optional<Duration> duration, Times times) {
        Optional<Span> from = times.span(start);
        if (from.isPresent()) {
            Instant begin = from.get().from();
            Instant until = times.span(end)
                    .map(Span::from)
                    .orElseGet(() -> duration.map(begin::plus).orElseGet(() -> usualEnd(from.get())));
            if (!until.isBefore(begin) && Duration.between(begin, until).compareTo(LONGEST) <= 0) {
                found.add(new SlotTime(begin, until));
            }
        }
        return !start.isEmpty();
    }

    /** A day or an hour is meant as a whole. */
    private static Instant usualEnd(Span start) {
        Instant usual = start.from().plus(USUAL);
        return usual.isAfter(start.until()) ? usual : start.until();
    }

    private static Optional<Duration> duration(String number, String units) {
        Matcher m = NUMBER.matcher(number);
        if (!m.matches()) {
            return Optional.empty();
        }
        String unit = units.toUpperCase(Locale.ROOT);
        return of(Long.parseLong(m.group(1)), unit.isEmpty() ? "M" : unit.substring(0, 1));
    }

    private static Optional<Duration> inTq(String written) {
        Matcher m = IN_TQ.matcher(written);
        return m.matches() ? of(Long.parseLong(m.group(2)), m.group(1)) : Optional.empty();
    }

    private static Optional<Duration> of(long number, String unit) {
        if (number == 0) {
            return Optional.empty();
        }
        return switch (unit) {
            case "S" -> Optional.of(Duration.ofSeconds(number));
            case "H" -> Optional.of(Duration.ofHours(number));
            case "D" -> Optional.of(Duration.ofDays(number));
            default -> Optional.of(Duration.ofMinutes(number));
        };
    }

    private static Fields first(Segments segments, String name) throws Refusal {
        List<Fields> all = segments.all(name);
        return all.isEmpty() ? segments.one(name) : all.getFirst();
    }
}
