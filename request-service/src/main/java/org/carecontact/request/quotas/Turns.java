package org.carecontact.request.quotas;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.pairs.domain.AutoAnswer;
import org.carecontact.request.pairs.domain.Hours;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairCommand.Allow;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Permit;
import org.carecontact.request.pairs.domain.Slot;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds for permitted requests the day on which their doctor may be asked once more. */
@Component
public final class Turns {

    /** A request is not held back for longer than this, as in policy-service. */
    private static final int LONGEST_DAYS = 14;

    private static final LocalTime MORNING = LocalTime.of(8, 0);

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final HospitalQuotas quotas;

    Turns(Documents<PairCommand, Pair, PairEvent, PairRejection> documents, HospitalQuotas quotas) {
        this.documents = documents;
        this.quotas = quotas;
    }

    /** A request that policy permits. */
    public record Permitted(String hospital, PatientId patient, DoctorId doctor, RequestId request, Permit permit) {}

    /** Reads at once what the first days of these requests' doctors hold. */
    public Batch of(Collection<Permitted> permitted, Instant now) {
        Batch batch = new Batch(now);
        Map<String, Set<String>> names = new HashMap<>();
        for (Permitted one : permitted) {
            Set<String> wanted = names.computeIfAbsent(one.hospital(), _ -> new HashSet<>());
            if (quotas.of(one.hospital()).quotas().doctorDay() != null) {
                wanted.add(batch.open(
                        one, Slot.Kind.DOCTOR_DAY, batch.firstDay(one).toString()));
            }
            if (acceptsByRules(one.permit())) {
                wanted.add(batch.open(one, Slot.Kind.DOCTOR_CONTACT, ""));
            }
        }
        names.forEach(batch::read);
        return batch;
    }

    private static boolean acceptsByRules(Permit permit) {
        AutoAnswer answer = permit.autoAnswer();
        return answer != null && answer.kind() == AutoAnswer.Kind.ACCEPT && permit.capacity() != null;
    }

    /** The turns of one batch: what one request is given, no other of the batch is. */
    public final class Batch {

        private final Instant now;
        private final Map<String, Places> places = new HashMap<>();

        private Batch(Instant now) {
            this.now = now;
        }

        /** Returns what is done about the permit; empty when the doctor has no day left for it. */
        public Optional<PairCommand> turn(Permitted one) {
            Permit permit = one.permit();
            Integer capacity = permit.capacity();
            if (capacity != null && acceptsByRules(permit)) {
                Places contacts = at(one, Slot.Kind.DOCTOR_CONTACT, "");
                if (contacts.isHeldBy(one.request()) || contacts.held() < capacity) {
                    return Optional.of(taking(one, permit, contacts.take(one.request())));
                }
            } else if (permit.autoAnswer() != null) {
                return Optional.of(allow(one, permit));
            }
            Integer most = quotas.of(one.hospital()).quotas().doctorDay();
            if (most == null) {
                return Optional.of(allow(one, permit));
            }
            LocalDate first = firstDay(one);
            for (int later = 0; later <= LONGEST_DAYS; later++) {
                LocalDate day = first.plusDays(later);
                if (later > 0 && !works(permit.hours(), day)) {
                    continue;
                }
                Places questions = at(one, Slot.Kind.DOCTOR_DAY, day.toString());
                if (questions.isHeldBy(one.request()) || questions.held() < most) {
                    Permit then = later == 0 ? permit : permit.notBefore(morning(one, day));
                    return Optional.of(taking(one, then, questions.take(one.request())));
                }
            }
            return Optional.empty();
        }

        private PairCommand taking(Permitted one, Permit permit, Slot slot) {
            return new PairCommand.Taking(List.of(slot), allow(one, permit));
        }

        private Allow allow(Permitted one, Permit permit) {
            return new Allow(one.request().number(), permit, now);
        }

        private LocalDate firstDay(Permitted one) {
            Instant earliest = one.permit().earliestDelivery();
            Instant moment = earliest != null && earliest.isAfter(now) ? earliest : now;
            return moment.atZone(zone(one)).toLocalDate();
        }

        private Instant morning(Permitted one, LocalDate day) {
            Hours hours = one.permit().hours();
            LocalTime from = hours == null ? MORNING : LocalTime.parse(hours.from());
            return day.atTime(from).atZone(zone(one)).toInstant();
        }

        private ZoneId zone(Permitted one) {
            return quotas.of(one.hospital()).zone();
        }

        private Places at(Permitted one, Slot.Kind kind, String span) {
            String name = name(one, kind, span);
            Places known = places.get(name);
            if (known == null) {
                read(one.hospital(), Set.of(open(one, kind, span)));
                known = places.get(name);
            }
            if (known == null) {
                throw new IllegalStateException("just opened");
            }
            return known;
        }

        private String open(Permitted one, Slot.Kind kind, String span) {
            String name = name(one, kind, span);
            places.put(name, new Places(kind, span));
            return name;
        }

        private static String name(Permitted one, Slot.Kind kind, String span) {
            return Slot.places(kind, one.hospital(), one.patient(), one.doctor(), span);
        }

        private void read(String hospital, Set<String> names) {
            if (names.isEmpty()) {
                return;
            }
            for (Stored<Pair> holder : documents.having(hospital, Places.HELD, names)) {
                names.forEach(name -> Optional.ofNullable(places.get(name))
                        .filter(_ -> Places.names(holder.state()).contains(name))
                        .ifPresent(known -> known.note(holder.state())));
            }
        }
    }

    private static boolean works(@Nullable Hours hours, LocalDate day) {
        return hours == null || hours.days().contains(day.getDayOfWeek().getValue());
    }
}
