package org.carecontact.oversight.ledger;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.oversight.ledger.Verification.ExplanationView;
import org.carecontact.oversight.ledger.Verification.HoleView;
import org.carecontact.oversight.ledger.Verification.VerificationView;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.Hole;
import org.carecontact.schemas.Topics;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proof that nothing in the ledger was changed, and what others need to prove it later. */
@RestController
@RequestMapping("/ledger")
final class LedgerController {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern REFERENCE = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._/-]{0,63}");

    private final Blocks blocks;
    private final Ledger ledger;
    private final Verification verification;
    private final Clock clock;

    LedgerController(Blocks blocks, Ledger ledger, Verification verification, Clock clock) {
        this.blocks = blocks;
        this.ledger = ledger;
        this.verification = verification;
        this.clock = clock;
    }

    /** The newest block of each chain. */
    record HeadsView(Instant at, List<ChainHeadView> heads) {}

    record ChainHeadView(String topic, int partition, long number, long lastOffset, String hash) {}

    /**
     * A hole as {@code GET /ledger/verification} shows it, and why it is there.
     *
     * @param reference number of an incident or ticket; null without one
     */
    record ExplanationBody(
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long from,
            @Nullable Long to,
            @Nullable String reason,
            @Nullable String reference) {}

    @Operation(summary = "Computes every hash of the ledger again")
    @GetMapping("/verification")
    VerificationView verification(
            Caller caller,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String partition,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String hash) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        if (topic != null && !Blocks.topics().contains(topic)) {
            throw unknownTopic(Blocks.topics());
        }
        return verification.verify(
                Optional.ofNullable(topic),
                Optional.ofNullable(partition).map(text -> partition(topic, text)),
                witnessed(partition, number, hash));
    }

    @Operation(summary = "The newest block of each chain, to be kept elsewhere")
    @GetMapping("/heads")
    HeadsView heads(Caller caller) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        return new HeadsView(
                clock.instant(),
                blocks.begun().stream()
                        .map(blocks::head)
                        .map(LedgerController::view)
                        .toList());
    }

    @Operation(summary = "Explains a hole in a chain; the first explanation of a hole stands")
    @PostMapping(path = "/explanations", consumes = MediaType.APPLICATION_JSON_VALUE)
    HoleView explain(Caller caller, @RequestBody ExplanationBody body) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        if (body.topic() == null || !Topics.ofServices().contains(body.topic())) {
            throw unknownTopic(Topics.ofServices());
        }
        Explanation.Reason reason = Explanation.reason(body.reason() == null ? "" : body.reason())
                .orElseThrow(() -> Problem.of("bad-explanation")
                        .field("reason")
                        .with("reasons", List.of(Explanation.Reason.values()))
                        .exception());
        if (body.reference() != null && !REFERENCE.matcher(body.reference()).matches()) {
            throw Problem.of("bad-reference").field("reference").exception();
        }
        ChainId chain = new ChainId(body.topic(), body.partition() == null ? -1 : body.partition());
        Hole hole = verification.holes(chain).stream()
                .filter(found -> Long.valueOf(found.from()).equals(body.from())
                        && Long.valueOf(found.to()).equals(body.to()))
                .findFirst()
                .orElseThrow(() -> Problem.of("no-such-hole").field("from").exception());
        if (verification.explanation(chain, hole).isEmpty()) {
            ledger.explain(new Explanation(
                    chain,
                    hole.from(),
                    hole.to(),
                    reason,
                    caller.role() + ":" + caller.person(),
                    body.reference() == null ? "" : body.reference(),
                    caller.hospital(),
                    clock.instant().truncatedTo(ChronoUnit.MILLIS)));
        }
        return new HoleView(
                hole.from(),
                hole.to(),
                verification.explanation(chain, hole).map(ExplanationView::of).orElse(null));
    }

    private static ChainHeadView view(Head head) {
        return new ChainHeadView(head.chain().topic(), head.chain().partition(), head.number(), head.to(), head.hash());
    }

    private static RuntimeException unknownTopic(List<String> known) {
        return Problem.of("unknown-topic")
                .field("topic")
                .with("topics", String.join(", ", known))
                .exception();
    }

    private static int partition(@Nullable String topic, String text) {
        if (topic == null || !NUMBER.matcher(text).matches() || Long.parseLong(text) >= Blocks.MOST_PARTITIONS) {
            throw Problem.of("bad-partition").field("partition").exception();
        }
        return Integer.parseInt(text);
    }

    private static Optional<Verification.Witnessed> witnessed(
            @Nullable String partition, @Nullable String number, @Nullable String hash) {
        if (number == null && hash == null) {
            return Optional.empty();
        }
        if (partition == null
                || number == null
                || hash == null
                || !NUMBER.matcher(number).matches()
                || !HASH.matcher(hash).matches()) {
            throw Problem.of("bad-witness").field("hash").exception();
        }
        return Optional.of(new Verification.Witnessed(Long.parseLong(number), hash));
    }
}
