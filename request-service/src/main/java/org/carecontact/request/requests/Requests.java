package org.carecontact.request.requests;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.request.history.History;
import org.carecontact.request.pairs.Alternatives;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.request.pairs.RequestView;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairDecider;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Purpose;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.request.patients.KnownPatients;
import org.carecontact.request.quotas.RequestPlaces;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Stores new requests with their needs sealed, and lists and opens them for those who may read them. */
@Component
final class Requests {

    /** Whoever was faster has what they wanted, so there is an end of those. */
    private static final int SEALINGS = 1_000;

    private static final String PATIENT = "state.request.patient";
    private static final String SURVIVOR = "state.request.survivor";

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final KnownPatients patients;
    private final History history;
    private final RequestPlaces places;
    private final Pairs pairs;
    private final Seal seal;
    private final Alternatives alternatives;
    private final Clock clock;

    Requests(
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            KnownPatients patients,
            History history,
            RequestPlaces places,
            Pairs pairs,
            Seal seal,
            Alternatives alternatives,
            Kernel kernel) {
        this.documents = documents;
        this.patients = patients;
        this.history = history;
        this.places = places;
        this.pairs = pairs;
        this.seal = seal;
        this.alternatives = alternatives;
        this.clock = kernel.clock();
    }

    /**
     * Stores a request under the pair's next number; the need is sealed for that number. Of a merged patient the
     * request is the survivor's.
     */
    Reply<Pair, PairRejection> submit(
            String hospital,
            CommandKey key,
            Origin origin,
            DoctorId doctor,
            Purpose purpose,
            String need,
            Request.Wish wish,
            Function<Pair, String> answer) {
        PatientId patient = origin.patient();
        for (int sealing = 1; ; sealing++) {
            PairId pair = pairs.of(hospital, patient.value(), doctor.value());
            Stored<Pair> stored = documents.load(hospital, pair.toString());
            Pair before = stored.state();
            PatientId remaining = before instanceof Pair.NoRequest ? patients.remaining(hospital, patient) : patient;
            if (!remaining.equals(patient)) {
                patient = remaining; // nobody asked under the merged number, so nobody need begin to
                continue;
            }
            Instant now = clock.instant();
            RequestId id = new RequestId(pair, before.number() + 1);
            Request request = Request.submitted(
                            id,
                            hospital,
                            patient,
                            doctor,
                            purpose,
                            closed(need, id),
                            wish,
                            origin.family(),
                            origin.route(),
                            now)
                    .carrying(before.carried());
            PairRejection elsewhere = blockedElsewhere(hospital, before, now);
            if (elsewhere == null && PairDecider.blocked(before, now).isEmpty()) {
                RequestPlaces.Taken taken = places.forRequest(request, before, now);
                request = request.holding(taken.slots());
                elsewhere = overQuota(hospital, taken.full());
            }
            if (elsewhere == null
                    && before instanceof Pair.Settled over
                    && PairDecider.blocked(over, now).isEmpty()) {
                history.keep(over);
            }
            PairCommand submit = new PairCommand.Submit(request, elsewhere, now);
            Reply<Pair, PairRejection> reply = documents.handle(stored, key, submit, answer);
            boolean again = false;
            if (reply instanceof Reply.Refused<Pair, PairRejection>(PairRejection reason)) {
                again = reason instanceof PairRejection.Overtaken
                        || reason instanceof PairRejection.PlaceTaken
                        || reason instanceof PairRejection.Carried;
                patient = reason instanceof PairRejection.Carried(PatientId survivor) ? survivor : patient;
            }
            if (!again || sealing >= SEALINGS) {
                return reply;
            }
        }
    }

    private @Nullable PairRejection overQuota(String hospital, RequestPlaces.@Nullable Full full) {
        return full == null
                ? null
                : new PairRejection.OverQuota(
                        full.kind(), full.most(), full.until(), alternatives.ofHospital(hospital));
    }

    /** Looks at the pairs of the same person and doctor under merged numbers; they take no new request themselves. */
    private @Nullable PairRejection blockedElsewhere(String hospital, Pair pair, Instant now) {
        if (pair.carried().isEmpty()) {
            return null;
        }
        List<String> carried = pair.carried().stream().map(PairId::toString).toList();
        return documents.findAll(hospital, carried).values().stream()
                .flatMap(stored -> PairDecider.blocked(stored.state(), now).stream())
                .min(Comparator.comparing(reason -> reason instanceof PairRejection.CoolingDown))
                .orElse(null);
    }

    RequestView view(Caller caller, Pair.Known pair) {
        Request request = pair.request();
        return RequestView.of(
                pair,
                KnownPairs.mayReadNeed(caller, request) ? opened(request) : null,
                some -> alternatives.working(caller.hospital(), some));
    }

    /** Lists a patient's own requests, those that a doctor was asked, or for staff the hospital's. */
    List<Stored<Pair>> page(Caller caller, @Nullable String state, @Nullable String after, int limit) {
        if (after != null && PairId.parse(after).isEmpty()) {
            throw Problem.of("unknown-cursor").field("cursor").exception();
        }
        Document filter = switch (caller.role()) {
            case PATIENT, FAMILY ->
                new Document(PATIENT, KnownPairs.patient(caller).value());
            case DOCTOR ->
                new Document("state.request.doctor", caller.person())
                        .append("state.request.askedAt", new Document("$exists", true));
            case STAFF, SUPERVISOR, OPERATOR -> new Document();
            case SYSTEM -> throw Problem.notFound().exception();
        };
        filter.putAll(inState(state));
        if (!filter.containsKey(PATIENT)) {
            return documents.page(caller.hospital(), filter, after, limit);
        }
        // Each of the two has an index of its own; together they are still in the order of their ids.
        Document carried = new Document(filter);
        carried.append(SURVIVOR, carried.remove(PATIENT));
        return Stream.concat(
                        documents.page(caller.hospital(), filter, after, limit).stream(),
                        documents.page(caller.hospital(), carried, after, limit).stream())
                .sorted(Comparator.comparing(Stored::id))
                .limit(limit)
                .toList();
    }

    private static Document inState(@Nullable String state) {
        if (state == null) {
            return new Document("state._t", new Document("$ne", Pair.NoRequest.class.getSimpleName()));
        }
        return switch (state) {
            case "SUBMITTED" -> of(Pair.Submitted.class);
            case "AWAITING_CONSENT" -> of(Pair.AwaitingConsent.class, Pair.Deferred.class);
            case "AWAITING_DELIVERY" -> of(Pair.AwaitingDelivery.class);
            case "AWAITING_DOCTOR" -> of(Pair.AwaitingDoctor.class);
            case "GRANTED" -> of(Pair.InContact.class);
            case "SUSPENDED" -> of(Pair.Suspended.class);
            default -> {
                if (Arrays.stream(Pair.Outcome.values())
                        .noneMatch(one -> one.name().equals(state))) {
                    List<String> all = new ArrayList<>(List.of(
                            "SUBMITTED",
                            "AWAITING_CONSENT",
                            "AWAITING_DELIVERY",
                            "AWAITING_DOCTOR",
                            "GRANTED",
                            "SUSPENDED"));
                    Arrays.stream(Pair.Outcome.values()).map(Enum::name).forEach(all::add);
                    throw Problem.of("unknown-state")
                            .field("state")
                            .with("known", String.join(", ", all))
                            .exception();
                }
                yield of(Pair.Settled.class).append("state.outcome", state);
            }
        };
    }

    private static Document of(Class<?>... states) {
        return new Document(
                "state._t",
                new Document(
                        "$in", Arrays.stream(states).map(Class::getSimpleName).toList()));
    }

    private String closed(String need, RequestId request) {
        return Base64.getEncoder().encodeToString(seal.close(need, SealPurposes.need(request)));
    }

    private String opened(Request request) {
        return seal.open(Base64.getDecoder().decode(request.sealedNeed()), SealPurposes.need(request.id()));
    }
}
