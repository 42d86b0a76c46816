package org.carecontact.oversight.ledger;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.Hole;
import org.carecontact.schemas.Topics;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.ErrorResponseException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proves that nothing in the ledger was changed, and gives others what they need to prove it later. */
@RestController
@RequestMapping("/ledger")
final class LedgerController {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private static final int SHORTEST_TEXT = 10;
    private static final int LONGEST_TEXT = 1_000;

    private final Blocks blocks;
    private final Explanations explanations;
    private final Verification verification;
    private final Clock clock;

    LedgerController(Blocks blocks, Explanations explanations, Verification verification, Clock clock) {
        this.blocks = blocks;
        this.explanations = explanations;
        this.verification = verification;
        this.clock = clock;
    }

    /** The newest block of each chain. */
    record Heads(Instant at, List<ChainHead> heads) {}

    record ChainHead(String topic, int partition, long number, long lastOffset, String hash) {}

    @Operation(
            summary = "Computes every hash again",
            description = "Number and hash of a head that was kept elsewhere are compared as well.")
    @GetMapping("/verification")
    Verification.Report verification(
            Caller caller,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String partition,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String hash) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        if (topic != null && !Blocks.CHAINED.contains(topic)) {
            throw unknownTopic();
        }
        return verification.verify(
                Optional.ofNullable(topic),
                Optional.ofNullable(partition).map(text -> partition(topic, text)),
                witnessed(partition, number, hash));
    }

    @Operation(summary = "The newest block of each chain, to be kept elsewhere")
    @GetMapping("/heads")
    Heads heads(Caller caller) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        return new Heads(
                clock.instant(),
                blocks.begun().stream()
                        .map(blocks::head)
                        .map(LedgerController::view)
                        .toList());
    }

    /** A hole and its explanation. */
    record ExplanationBody(
            @Nullable String topic,
            @Nullable Integer partition,
            @Nullable Long from,
            @Nullable Long to,
            @Nullable String text) {}

    @Operation(
            summary = "Explains a hole in a chain",
            description = "A hole concerns every hospital. The same words by the same person are kept once.")
    @ApiResponse(responseCode = "201")
    @PostMapping("/explanations")
    ResponseEntity<Explanation> explain(HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.OPERATOR);
        ExplanationBody body = command.body(ExplanationBody.class);
        if (body.topic() == null || !Topics.ofServices().contains(body.topic())) {
            throw unknownTopic();
        }
        String text = body.text() == null ? "" : body.text().strip();
        if (text.length() < SHORTEST_TEXT || text.length() > LONGEST_TEXT) {
            throw Problem.of("explanation-missing")
                    .with("least", SHORTEST_TEXT)
                    .with("most", LONGEST_TEXT)
                    .field("text")
                    .exception();
        }
        Hole hole = hole(body);
        Explanation before = explanations.byHole().get(hole.name());
        Explanation explanation = before != null
                        && before.by().equals(caller.person())
                        && before.text().equals(text)
                ? before
                : explanations.add(hole, caller.hospital(), caller.person(), text);
        return ResponseEntity.status(HttpStatus.CREATED).body(explanation);
    }

    private Hole hole(ExplanationBody body) {
        int partition = body.partition() == null ? -1 : body.partition();
        if (partition < 0 || partition >= Blocks.MOST_PARTITIONS) {
            throw Problem.of("bad-partition").field("partition").exception();
        }
        return verification.holes(new ChainId(Objects.requireNonNull(body.topic()), partition)).stream()
                .filter(hole -> Objects.equals(body.from(), hole.from()) && Objects.equals(body.to(), hole.to()))
                .findFirst()
                .orElseThrow(() -> Problem.of("no-such-hole").field("from").exception());
    }

    private static ErrorResponseException unknownTopic() {
        return Problem.of("unknown-topic")
                .with("topics", String.join(", ", Blocks.CHAINED))
                .field("topic")
                .exception();
    }

    private static ChainHead view(Head head) {
        return new ChainHead(head.chain().topic(), head.chain().partition(), head.number(), head.to(), head.hash());
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
