package org.carecontact.notification.correspondence;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.bson.Document;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Delivery.Failed;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The notices that were given up: staff see why, and have them sent again; never to whom or what they say. */
@RestController
@RequestMapping("/dead-letters")
final class DeadLetterController {

    /** The notices of one request that were given up. */
    record DeadLetters(String request, List<DeadLetter> notices) {}

    /**
     * One notice that was given up.
     *
     * @param provider the last one that was called; empty when none was
     */
    record DeadLetter(
            String kind,
            String recipient,
            int issue,
            String system,
            String provider,
            String reason,
            int providerCalls,
            int unknownOutcomes,
            Instant changedAt) {}

    /**
     * Which notice to send again.
     *
     * @param issue of a code; 0 for all other kinds
     */
    record Again(
            @Nullable String kind,
            @Nullable String recipient,
            @Nullable Integer issue) {}

    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;
    private final InstantSource clock;

    DeadLetterController(
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Kernel kernel) {
        this.correspondences = correspondences;
        this.clock = kernel.clock();
    }

    @Operation(summary = "Lists the requests with notices that were given up")
    @GetMapping
    Page<DeadLetters> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR, Role.OPERATOR);
        List<Stored<Correspondence>> read =
                correspondences.page(caller.hospital(), new Document("state.failed", true), cursor, Page.toRead(limit));
        return Page.of(read, limit, Stored::id, DeadLetterController::view);
    }

    @Operation(summary = "Shows the notices about one request that were given up")
    @GetMapping("/{request}")
    DeadLetters show(
            Caller caller, @PathVariable String request, @RequestParam(required = false) @Nullable String hospital) {
        return view(found(at(caller, hospital), request));
    }

    @Operation(
            summary = "Has a notice sent again that was given up",
            description = "With all its attempts, unless it has become pointless. Repeating the call is refused.")
    @PostMapping("/{request}/replay")
    DeadLetters replay(
            Caller caller,
            @PathVariable String request,
            @RequestParam(required = false) @Nullable String hospital,
            @RequestBody Again again) {
        String place = at(caller, hospital);
        String id = found(place, request).id();
        NoticeKey notice = new NoticeKey(
                one(NoticeKind.values(), "kind", again.kind()),
                one(Addressee.values(), "recipient", again.recipient()),
                again.issue() == null ? 0 : again.issue());
        Reply<Correspondence, CorrespondenceRejection> reply =
                correspondences.handle(place, id, new CorrespondenceCommand.Replay(notice, clock.instant()));
        if (reply instanceof Reply.Refused<Correspondence, CorrespondenceRejection>(var reason)) {
            throw (reason instanceof CorrespondenceRejection.Pointless(var why)
                            ? Problem.of("notice-pointless").with("reason", why)
                            : Problem.of("not-given-up"))
                    .exception();
        }
        return view(found(place, request));
    }

    /** Returns the caller's own hospital; the operator, who belongs to none, names one. */
    private static String at(Caller caller, @Nullable String hospital) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR, Role.OPERATOR);
        return caller.role() == Role.OPERATOR && hospital != null ? hospital : caller.hospital();
    }

    private Stored<Correspondence> found(String hospital, String request) {
        return RequestId.parse(request)
                .flatMap(id -> correspondences.find(hospital, id.toString()))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static <E extends Enum<E>> E one(E[] values, String field, @Nullable String name) {
        return Arrays.stream(values)
                .filter(value -> value.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Problem.of("malformed-body").field(field).exception());
    }

    private static DeadLetters view(Stored<Correspondence> stored) {
        return switch (stored.state()) {
            case Correspondence.Silent _ -> new DeadLetters(stored.id(), List.of());
            case Ongoing ongoing ->
                new DeadLetters(
                        stored.id(),
                        ongoing.notices().stream()
                                .flatMap(notice -> view(notice).stream())
                                .toList());
        };
    }

    private static Optional<DeadLetter> view(Notice notice) {
        return notice.delivery() instanceof Failed(var reason)
                ? Optional.of(new DeadLetter(
                        notice.key().kind().name(),
                        notice.key().to().name(),
                        notice.key().issue(),
                        notice.system(),
                        notice.ways().provider(),
                        reason,
                        notice.providerCalls(),
                        notice.unknownOutcomes(),
                        notice.changedAt()))
                : Optional.empty();
    }
}
