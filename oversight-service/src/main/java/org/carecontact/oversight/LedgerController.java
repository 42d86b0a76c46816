package org.carecontact.oversight;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.oversight.domain.Head;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Proof that nothing in the ledger was changed, and what others need to prove it later. */
@RestController
@RequestMapping("/ledger")
final class LedgerController {

    private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");
    private static final Pattern HASH = Pattern.compile("[0-9a-f]{64}");

    private final Ledger ledger;
    private final Verification verification;
    private final Clock clock;

    LedgerController(Ledger ledger, Verification verification, Clock clock) {
        this.ledger = ledger;
        this.verification = verification;
        this.clock = clock;
    }

    /** The newest block of each chain. */
    record Heads(Instant at, List<ChainHead> heads) {}

    record ChainHead(String topic, int partition, long number, long lastOffset, String hash) {}

    /** Computes every hash again; {@code number} and {@code hash} of a head kept elsewhere are compared as well. */
    @GetMapping("/verification")
    Verification.Report verification(
            Caller caller,
            @RequestParam(required = false) @Nullable String topic,
            @RequestParam(required = false) @Nullable String partition,
            @RequestParam(required = false) @Nullable String number,
            @RequestParam(required = false) @Nullable String hash) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        if (topic != null && !Topics.ALL.contains(topic)) {
            throw Problem.of(400, "unknown-topic", "The ledger has no such topic")
                    .field("topic")
                    .remedy("One of " + String.join(", ", Topics.ALL) + ".")
                    .exception();
        }
        return verification.verify(
                Optional.ofNullable(topic),
                Optional.ofNullable(partition).map(text -> partition(topic, text)),
                witnessed(partition, number, hash));
    }

    @GetMapping("/heads")
    Heads heads(Caller caller) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        return new Heads(
                clock.instant(),
                ledger.begun().stream()
                        .map(ledger::head)
                        .map(LedgerController::view)
                        .toList());
    }

    private static ChainHead view(Head head) {
        return new ChainHead(head.chain().topic(), head.chain().partition(), head.number(), head.to(), head.hash());
    }

    private static int partition(@Nullable String topic, String text) {
        if (topic == null || !NUMBER.matcher(text).matches() || Long.parseLong(text) >= Ledger.MOST_PARTITIONS) {
            throw Problem.of(400, "bad-partition", "partition is a number and goes with a topic")
                    .field("partition")
                    .exception();
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
            throw Problem.of(400, "bad-witness", "A witnessed head is a topic, a partition, a number and a hash")
                    .field("hash")
                    .remedy("Give them as GET /ledger/heads told them.")
                    .exception();
        }
        return Optional.of(new Verification.Witnessed(Long.parseLong(number), hash));
    }
}
