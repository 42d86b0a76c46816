package org.carecontact.oversight.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.ChainWalk;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Fault;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.Hole;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Walks chains and computes every hash again. */
@Component
class Verification {

    private final Blocks blocks;
    private final Explanations explanations;
    private final Consumed consumed;

    public Verification(Blocks blocks, Explanations explanations, Consumed consumed) {
        this.blocks = blocks;
        this.explanations = explanations;
        this.consumed = consumed;
    }

    /** The result of a verification; {@code firstBroken} is the first broken block of the first broken chain. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    public record Report(
            boolean ok,
            long blocks,
            long entries,
            @Nullable Fault firstBroken,
            long strays,
            List<ChainReport> chains) {}

    /** One chain; blocks and entries are those before the first broken one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChainReport(
            String topic,
            int partition,
            boolean ok,
            long blocks,
            long entries,
            long firstOffset,
            long lastOffset,
            long absentOffsets,
            String hash,
            List<HoleReport> holes,
            @Nullable Fault firstBroken) {}

    /** Offsets from {@code from} to {@code to} that never came; {@code explanation} is null until somebody gives one. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HoleReport(long from, long to, @Nullable Explanation explanation) {}

    /** A head that was written down elsewhere. */
    record Witnessed(long number, String hash) {}

    /** Verifies all chains, or the given one; a witnessed head is compared with that chain. */
    public Report verify(Optional<String> topic, Optional<Integer> partition, Optional<Witnessed> witnessed) {
        Map<ChainId, Long> positions = consumed.positions();
        Map<ChainId, Long> newest =
                new TreeMap<>(Comparator.comparing(ChainId::topic).thenComparing(ChainId::partition));
        positions.forEach((chain, next) -> {
            if (next > 0) {
                newest.put(chain, -1L);
            }
        });
        List<String> strays = new ArrayList<>();
        blocks.ids(id -> ChainId.parse(id)
                .ifPresentOrElse(at -> newest.merge(at.chain(), at.number(), Math::max), () -> strays.add(id)));
        if (topic.isPresent() && partition.isPresent()) {
            newest.putIfAbsent(new ChainId(topic.get(), partition.get()), -1L);
        }
        Map<String, Explanation> explained = explanations.byHole();
        List<ChainReport> chains = new ArrayList<>();
        newest.forEach((chain, last) -> {
            if (topic.map(chain.topic()::equals).orElse(true)
                    && partition.map(number -> number == chain.partition()).orElse(true)) {
                chains.add(walk(chain, last, Optional.ofNullable(positions.get(chain)), witnessed, explained));
            }
        });
        return new Report(
                strays.isEmpty() && chains.stream().allMatch(ChainReport::ok),
                chains.stream().mapToLong(ChainReport::blocks).sum(),
                chains.stream().mapToLong(ChainReport::entries).sum(),
                chains.stream()
                        .filter(chain -> !chain.ok())
                        .map(ChainReport::firstBroken)
                        .findFirst()
                        .orElse(null),
                strays.size(),
                chains);
    }

    /** Returns the holes of a chain, up to its first broken block. */
    List<Hole> holes(ChainId chain) {
        ChainWalk walk = new ChainWalk(chain);
        blocks.walk(
                chain,
                document -> BlockDocuments.block(document)
                        .map(block -> walk.step(block).isEmpty())
                        .orElse(false));
        return walk.holes();
    }

    private ChainReport walk(
            ChainId chain,
            long last,
            Optional<Long> position,
            Optional<Witnessed> witnessed,
            Map<String, Explanation> explained) {
        ChainWalk walk = new ChainWalk(chain);
        AtomicReference<@Nullable Fault> broken = new AtomicReference<>();
        Map<Long, String> hashes = new HashMap<>();
        blocks.walk(chain, document -> {
            Fault fault = BlockDocuments.block(document)
                    .map(block -> {
                        Fault wrong = walk.step(block).orElse(null);
                        if (wrong == null && witnessed.map(Witnessed::number).orElse(-1L) == block.number()) {
                            hashes.put(block.number(), block.hash());
                        }
                        return Optional.ofNullable(wrong);
                    })
                    .orElseGet(() -> Optional.of(walk.fault(Fault.Reason.MALFORMED)))
                    .orElse(null);
            broken.set(fault);
            return fault == null;
        });
        Fault fault = broken.get();
        if (fault == null) {
            fault = atTheEnd(walk, last, position);
        }
        if (fault == null && witnessed.isPresent()) {
            Witnessed one = witnessed.get();
            fault = one.hash().equals(hashes.get(one.number()))
                    ? null
                    : new Fault(chain.topic(), chain.partition(), one.number(), Fault.Reason.NOT_AS_WITNESSED);
        }
        List<HoleReport> holes = new ArrayList<>();
        for (Hole hole : walk.holes()) {
            Explanation explanation = explained.get(hole.name());
            holes.add(new HoleReport(hole.from(), hole.to(), explanation));
            if (fault == null && explanation == null) {
                fault = new Fault(chain.topic(), chain.partition(), hole.block(), Fault.Reason.HOLE);
            }
        }
        Head head = walk.head();
        return new ChainReport(
                chain.topic(),
                chain.partition(),
                fault == null,
                walk.blocks(),
                walk.entries(),
                walk.first(),
                head.to(),
                walk.absentOffsets(),
                head.hash(),
                holes,
                fault);
    }

    /**
     * Finds a missing end: later blocks without this one, or committed offsets that never came. The position was asked
     * for before the walk.
     */
    private static @Nullable Fault atTheEnd(ChainWalk walk, long last, Optional<Long> position) {
        if (last >= walk.blocks()) {
            return walk.fault(Fault.Reason.MISSING);
        }
        return position.map(next -> next > walk.head().to() + 1).orElse(false)
                ? walk.fault(Fault.Reason.TAIL_MISSING)
                : null;
    }
}
