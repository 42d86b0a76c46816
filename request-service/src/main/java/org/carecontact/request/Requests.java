package org.carecontact.request;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
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
import org.carecontact.kernel.web.Role;
import org.carecontact.request.domain.Pair;
import org.carecontact.request.domain.PairCommand;
import org.carecontact.request.domain.PairEvent;
import org.carecontact.request.domain.PairRejection;
import org.carecontact.request.domain.Party;
import org.carecontact.request.domain.Purpose;
import org.carecontact.request.domain.Request;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The pairs of this service as a caller may see and change them. */
@Component
final class Requests {

    private static final int SEALINGS = 5;

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final Pairs pairs;
    private final Seal seal;
    private final Clock clock;

    Requests(Documents<PairCommand, Pair, PairEvent, PairRejection> documents, Pairs pairs, Seal seal, Kernel kernel) {
        this.documents = documents;
        this.pairs = pairs;
        this.seal = seal;
        this.clock = kernel.clock();
    }

    Instant now() {
        return clock.instant();
    }

    Reply<Pair, PairRejection> submit(
            Caller caller, CommandKey key, SubmissionBody submission, Function<Pair, String> answer) {
        SubmissionBody.Origin origin = submission.origin(caller);
        String doctor = submission.doctorId();
        Purpose purpose = Purpose.valueOf(String.valueOf(submission.purpose()));
        String pair = pairs.id(caller.hospital(), origin.patient(), doctor);
        for (int sealing = 1; ; sealing++) {
            Stored<Pair> stored = documents.load(caller.hospital(), pair);
            int number = stored.state().number() + 1;
            Instant now = clock.instant();
            Request request = new Request(
                    caller.hospital(),
                    pair,
                    number,
                    origin.patient(),
                    doctor,
                    purpose,
                    closed(String.valueOf(submission.need()), pair, number),
                    submission.wished(),
                    origin.requester(),
                    origin.relation(),
                    origin.authority(),
                    origin.route(),
                    now,
                    null,
                    null,
                    null,
                    null);
            Reply<Pair, PairRejection> reply =
                    documents.handle(stored, key, new PairCommand.Submit(request, now), answer);
            boolean overtaken = reply instanceof Reply.Refused<Pair, PairRejection>(PairRejection.Overtaken _);
            if (!overtaken || sealing == SEALINGS) {
                return reply;
            }
        }
    }

    Reply<Pair, PairRejection> handle(
            Caller caller,
            CommandKey key,
            String request,
            Function<Integer, PairCommand> command,
            Function<Pair, String> answer) {
        Stored<Pair> stored = stored(caller, request); // another hospital's is not there at all
        Request found = known(stored.state()).request();
        if (caller.role() == Role.STAFF && !found.route().enteredByStaff()) {
            throw Problem.of(403, "not-for-staff", "Only the patient side and the doctor act on this request")
                    .remedy("Staff acts on what came by phone or at the front desk.")
                    .exception();
        }
        return documents.handle(stored, key, command.apply(number(request)), answer);
    }

    /** Staff may say of every request of its hospital who was there. */
    Reply<Pair, PairRejection> witnessed(
            Caller caller, CommandKey key, String request, Request.Witness witness, Function<Pair, String> answer) {
        return documents.handle(
                stored(caller, request), key, new PairCommand.RecordWitness(number(request), witness, now()), answer);
    }

    /** The request, if it is the newest of its pair and the caller may see it; otherwise the problem that says why not. */
    Pair.Known visible(Caller caller, String request) {
        Pair.Known pair = known(stored(caller, request).state());
        if (!maySee(caller, pair.request())) {
            throw Problem.notFound().exception();
        }
        int number = number(request);
        if (number < pair.number()) {
            throw Refusals.face(new PairRejection.Superseded(pair.number())).exception();
        }
        if (number > pair.number()) {
            throw Problem.notFound().exception();
        }
        return pair;
    }

    RequestView view(Caller caller, Pair.Known pair) {
        Request request = pair.request();
        boolean own = caller.speaksFor(request.patient()) || isDoctorOf(caller, request);
        return RequestView.of(pair, own ? opened(request) : null);
    }

    /** The caller's requests: a patient's own, those a doctor was asked, for staff the hospital's. */
    List<Stored<Pair>> page(Caller caller, @Nullable String state, @Nullable String after, int limit) {
        Document filter = switch (caller.role()) {
            case PATIENT, FAMILY -> new Document("state.request.patient", own(caller));
            case DOCTOR ->
                new Document("state.request.doctor", caller.person())
                        .append("state.request.askedAt", new Document("$exists", true));
            case STAFF, SUPERVISOR, SERVICE, OPERATOR -> new Document();
        };
        filter.putAll(inState(state));
        return documents.page(caller.hospital(), filter, after, limit);
    }

    static Party party(Caller caller) {
        return switch (caller.role()) {
            case PATIENT, FAMILY -> new Party.PatientSide(own(caller));
            case DOCTOR -> new Party.TheDoctor(caller.person());
            case STAFF -> new Party.Desk();
            case SUPERVISOR, SERVICE, OPERATOR -> throw new IllegalStateException("no party to a request");
        };
    }

    static Pair.Known known(Pair pair) {
        if (pair instanceof Pair.Known known) {
            return known;
        }
        throw new IllegalStateException("no request after a command on it");
    }

    private Stored<Pair> stored(Caller caller, String request) {
        return Optional.of(request)
                .filter(Pairs::isRequest)
                .flatMap(id -> documents.find(caller.hospital(), Pairs.ofRequest(id)))
                .filter(stored -> stored.state() instanceof Pair.Known)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static boolean maySee(Caller caller, Request request) {
        return switch (caller.role()) {
            case PATIENT, FAMILY -> caller.speaksFor(request.patient());
            case DOCTOR -> isDoctorOf(caller, request) && request.askedAt() != null;
            case STAFF, SUPERVISOR -> true;
            case SERVICE, OPERATOR -> false;
        };
    }

    private static boolean isDoctorOf(Caller caller, Request request) {
        return caller.role() == Role.DOCTOR && caller.person().equals(request.doctor());
    }

    private static String own(Caller caller) {
        String patient = caller.patient();
        if (patient == null) {
            throw Problem.of(403, "no-patient", "The token names no patient").exception();
        }
        return patient;
    }

    private static int number(String request) {
        return Integer.parseInt(request.substring(request.indexOf('-') + 1));
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
            default -> {
                if (Arrays.stream(Pair.Outcome.values())
                        .noneMatch(one -> one.name().equals(state))) {
                    List<String> all = new ArrayList<>(List.of(
                            "SUBMITTED", "AWAITING_CONSENT", "AWAITING_DELIVERY", "AWAITING_DOCTOR", "GRANTED"));
                    Arrays.stream(Pair.Outcome.values()).map(Enum::name).forEach(all::add);
                    throw Problem.of(400, "unknown-state", "There is no such state")
                            .field("state")
                            .remedy("Choose one of: " + String.join(", ", all) + ".")
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

    private String closed(String need, String pair, int number) {
        return Base64.getEncoder().encodeToString(seal.close(need, purpose(pair, number)));
    }

    private String opened(Request request) {
        return seal.open(Base64.getDecoder().decode(request.sealedNeed()), purpose(request.pair(), request.number()));
    }

    private static String purpose(String pair, int number) {
        return "need:" + Pairs.request(pair, number);
    }
}
