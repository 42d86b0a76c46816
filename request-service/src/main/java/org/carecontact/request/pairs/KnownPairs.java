package org.carecontact.request.pairs;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Party;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.request.pairs.domain.Slot;
import org.carecontact.request.quotas.RequestPlaces;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.springframework.stereotype.Component;

/** Finds and changes the pairs that a caller may see and act on. */
@Component
public final class KnownPairs {

    /** Each look sees that others took places, of which there is an end. */
    private static final int LOOKS = 1_000;

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final RequestPlaces places;
    private final Clock clock;

    KnownPairs(Documents<PairCommand, Pair, PairEvent, PairRejection> documents, RequestPlaces places, Kernel kernel) {
        this.documents = documents;
        this.places = places;
        this.clock = kernel.clock();
    }

    public Instant now() {
        return clock.instant();
    }

    /** Applies a command to a request that the caller may act on; staff may act only on requests that it entered. */
    public Reply<Pair, PairRejection> handle(
            Caller caller, CommandKey key, RequestId request, PairCommand command, Function<Pair, String> answer) {
        Stored<Pair> stored = stored(caller, request);
        if (caller.role() == Role.STAFF
                && !known(stored.state()).request().route().enteredByStaff()) {
            throw Problem.of("not-for-staff").exception();
        }
        return command instanceof PairCommand.Accept accept
                ? accept(stored, key, accept, answer)
                : documents.handle(stored, key, command, answer);
    }

    /** Of a doctor who limits their contacts the new one takes a place; of two at once that want the last, one has it. */
    private Reply<Pair, PairRejection> accept(
            Stored<Pair> read, CommandKey key, PairCommand.Accept accept, Function<Pair, String> answer) {
        Stored<Pair> stored = read;
        for (int look = 1; ; look++) {
            Integer capacity = stored.state() instanceof Pair.AwaitingDoctor at
                    ? at.permit().capacity()
                    : null;
            Optional<Slot> place = capacity == null
                    ? Optional.empty()
                    : places.forContact(known(stored.state()).request(), capacity);
            PairCommand command = place.<PairCommand>map(one -> new PairCommand.Taking(List.of(one), accept))
                    .orElse(accept);
            Reply<Pair, PairRejection> reply = documents.handle(stored, key, command, answer);
            if (!(reply instanceof Reply.Refused<Pair, PairRejection>(PairRejection.PlaceTaken _))) {
                return reply;
            }
            if (capacity != null && place.isEmpty()) {
                return new Reply.Refused<>(new PairRejection.AtCapacity(capacity));
            }
            if (look == LOOKS) {
                return reply;
            }
            stored = documents.load(stored.hospital(), stored.id());
        }
    }

    /** Applies a command of staff to any request of its hospital. */
    public Reply<Pair, PairRejection> handleForHospital(
            Caller caller, CommandKey key, RequestId request, PairCommand command, Function<Pair, String> answer) {
        return documents.handle(stored(caller, request), key, command, answer);
    }

    /** Returns the request if it is the newest of its pair and the caller may see it, or throws the problem. */
    public Pair.Known visible(Caller caller, RequestId request) {
        Pair.Known pair = known(stored(caller, request).state());
        if (!maySee(caller, pair.request()) || request.number() > pair.number()) {
            throw Problem.notFound().exception();
        }
        if (request.number() < pair.number()) {
            throw RequestProblems.of(new PairRejection.Superseded(pair.number()))
                    .exception();
        }
        return pair;
    }

    /** Returns whether the caller is a side of this pair, whichever of its requests is the newest. */
    public boolean isParty(Caller caller, PairId pair) {
        return documents
                .find(caller.hospital(), pair.toString())
                .filter(stored -> stored.state() instanceof Pair.Known known && mayReadNeed(caller, known.request()))
                .isPresent();
    }

    /** Returns whether this request's contact holds now. */
    public boolean isInContact(String hospital, RequestId request) {
        return documents
                .find(hospital, request.pair().toString())
                .filter(stored -> stored.state() instanceof Pair.InContact in && in.number() == request.number())
                .isPresent();
    }

    /** Returns the party that the caller is to a request. */
    public static Party party(Caller caller) {
        return switch (caller.role()) {
            case PATIENT, FAMILY -> new Party.PatientSide(patient(caller));
            case DOCTOR -> new Party.TheDoctor(doctor(caller));
            case STAFF -> new Party.Desk();
            case SUPERVISOR, SYSTEM, OPERATOR -> throw new IllegalStateException("no party to a request");
        };
    }

    /** Returns the patient that the caller speaks for. */
    public static PatientId patient(Caller caller) {
        return Optional.ofNullable(caller.patient())
                .flatMap(PatientId::parse)
                .orElseThrow(() -> Problem.of("no-patient").exception());
    }

    /** Returns the doctor that the caller is. */
    public static DoctorId doctor(Caller caller) {
        return DoctorId.parse(caller.person())
                .orElseThrow(() -> Problem.notFound().exception());
    }

    public static Pair.Known known(Pair pair) {
        if (pair instanceof Pair.Known known) {
            return known;
        }
        throw new IllegalStateException("no request after a command on it");
    }

    /** Returns whether the caller may read the patient's own words, as the patient side and the doctor may. */
    public static boolean mayReadNeed(Caller caller, Request request) {
        return speaksFor(caller, request) || isDoctorOf(caller, request);
    }

    /** Returns the pair with its newest request, whoever may see it, or throws the problem. */
    public Pair.Known of(String hospital, PairId pair) {
        return known(stored(hospital, pair).state());
    }

    private Stored<Pair> stored(Caller caller, RequestId request) {
        return stored(caller.hospital(), request.pair());
    }

    private Stored<Pair> stored(String hospital, PairId pair) {
        return documents
                .find(hospital, pair.toString())
                .filter(stored -> stored.state() instanceof Pair.Known)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    /** Returns whether the caller may see this request; a doctor sees what they were asked. */
    public static boolean maySee(Caller caller, Request request) {
        return switch (caller.role()) {
            case PATIENT, FAMILY -> speaksFor(caller, request);
            case DOCTOR -> isDoctorOf(caller, request) && request.askedAt() != null;
            case STAFF, SUPERVISOR -> true;
            case SYSTEM, OPERATOR -> false;
        };
    }

    private static boolean speaksFor(Caller caller, Request request) {
        PatientId survivor = request.survivor();
        return caller.speaksFor(request.patient().value()) || survivor != null && caller.speaksFor(survivor.value());
    }

    private static boolean isDoctorOf(Caller caller, Request request) {
        return caller.role() == Role.DOCTOR
                && caller.person().equals(request.doctor().value());
    }
}
