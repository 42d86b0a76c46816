package org.carecontact.request.quotas;

import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.kernel.hospitals.Quotas;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.request.pairs.domain.Slot;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds the places that a new request and a new contact take. Who comes between is seen by the write. */
@Component
public final class RequestPlaces {

    private static final int PAGE = 100;

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final HospitalQuotas quotas;

    RequestPlaces(Documents<PairCommand, Pair, PairEvent, PairRejection> documents, HospitalQuotas quotas) {
        this.documents = documents;
        this.quotas = quotas;
    }

    /**
     * What a new request takes.
     *
     * @param slots with those of the pair that still count
     * @param full the quota that has no place for it; null when all have
     */
    public record Taken(List<Slot> slots, @Nullable Full full) {}

    /**
     * A quota without a free place.
     *
     * @param until when it has room again; null for as soon as one of those that use it is over
     */
    public record Full(Slot.Kind kind, int most, @Nullable Instant until) {}

    private record Quota(
            Places places,
            String name,
            @Nullable Integer most,
            @Nullable Instant until) {}

    /** Reads who holds places of the request's patient and doctor, and takes the first free one of each quota. */
    public Taken forRequest(Request request, Pair before, Instant now) {
        HospitalQuotas.Rules rules = quotas.of(request.hospital());
        ZoneId zone = rules.zone();
        YearMonth month = YearMonth.from(now.atZone(zone));
        List<Slot> slots = new ArrayList<>(stillCounting(
                before, month.toString(), now.atZone(zone).toLocalDate().toString()));
        Quotas most = rules.quotas();
        Instant nextMonth = month.plusMonths(1).atDay(1).atStartOfDay(zone).toInstant();
        List<Quota> all = Stream.of(
                        quota(request, Slot.Kind.PATIENT_OPEN, "", most.patientOpen(), null),
                        quota(request, Slot.Kind.PATIENT_MONTH, month.toString(), most.patientMonth(), nextMonth),
                        quota(request, Slot.Kind.DOCTOR_OPEN, "", most.doctorOpen(), null))
                .filter(quota -> quota.most() != null)
                .toList();
        if (all.isEmpty()) {
            return new Taken(slots, null);
        }
        List<String> names = all.stream().map(Quota::name).toList();
        for (Stored<Pair> holder : documents.having(request.hospital(), Places.HELD, names)) {
            all.forEach(quota -> quota.places().note(holder.state()));
        }
        List<Pair> carried = carried(request);
        for (Quota quota : all) {
            Integer limit = quota.most();
            if (limit != null && quota.places().held() + quota.places().heldBy(carried) >= limit) {
                return new Taken(slots, new Full(quota.places().kind(), limit, quota.until()));
            }
            slots.add(quota.places().take(request.id()));
        }
        return new Taken(slots, null);
    }

    /** Returns a place for the contact of a request whose doctor limits them; empty when there is none. */
    public Optional<Slot> forContact(Request request, int capacity) {
        Quota contacts = quota(request, Slot.Kind.DOCTOR_CONTACT, "", capacity, null);
        documents
                .having(request.hospital(), Places.HELD, List.of(contacts.name()))
                .forEach(holder -> contacts.places().note(holder.state()));
        return contacts.places().held() < capacity
                ? Optional.of(contacts.places().take(request.id()))
                : Optional.empty();
    }

    private static Quota quota(
            Request request, Slot.Kind kind, String span, @Nullable Integer most, @Nullable Instant until) {
        return new Quota(
                new Places(kind, span),
                Slot.places(kind, request.hospital(), request.patient(), request.doctor(), span),
                most,
                until);
    }

    /** The month's requests and the day's questions of this pair count on, whatever became of them. */
    private static List<Slot> stillCounting(Pair before, String month, String today) {
        return before.slots().stream()
                .filter(slot -> switch (slot.kind()) {
                    case PATIENT_MONTH -> slot.span().equals(month);
                    case DOCTOR_DAY -> slot.span().compareTo(today) >= 0;
                    case PATIENT_OPEN, DOCTOR_OPEN, DOCTOR_CONTACT -> false;
                })
                .toList();
    }

    /** What the patient asked for under numbers that were merged into this one; there nobody takes a place any more. */
    private List<Pair> carried(Request request) {
        List<Pair> carried = new ArrayList<>();
        String after = null;
        List<Stored<Pair>> page;
        do {
            page = documents.page(
                    request.hospital(),
                    new Document("state.request.survivor", request.patient().value()),
                    after,
                    PAGE);
            for (Stored<Pair> stored : page) {
                carried.add(stored.state());
                after = stored.id();
            }
        } while (page.size() == PAGE);
        return carried;
    }
}
