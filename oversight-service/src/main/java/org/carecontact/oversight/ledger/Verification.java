package org.carecontact.oversight.ledger;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.bson.Document;
import org.carecontact.oversight.ledger.domain.Block;
import org.carecontact.oversight.ledger.domain.ChainId;
import org.carecontact.oversight.ledger.domain.ChainWalk;
import org.carecontact.oversight.ledger.domain.Entry;
import org.carecontact.oversight.ledger.domain.Explanation;
import org.carecontact.oversight.ledger.domain.Fault;
import org.carecontact.oversight.ledger.domain.Head;
import org.carecontact.oversight.ledger.domain.Hole;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Walks chains, computes every hash again, and judges every hole that nobody has explained. */
@Component
class Verification {

    /** Holes that a report lists; all of them are judged. */
    private static final int MOST_HOLES = 100;

    private final Blocks blocks;
    private final ConsumedPositions consumed;

    Verification(Blocks blocks, ConsumedPositions consumed) {
        this.blocks = blocks;
        this.consumed = consumed;
    }

    /** The result; {@code firstBroken} is the first broken block of the first broken chain. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record VerificationView(
            boolean ok, long blocks, long entries, @Nullable Fault firstBroken, long strays, List<ChainView> chains) {}

    /**
     * One chain; blocks and entries are those before the first broken one.
     *
     * @param absentOffsets how many offsets the holes have together
     */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record ChainView(
            String topic,
            int partition,
            boolean ok,
            long blocks,
            long entries,
            long firstOffset,
            long lastOffset,
            long absentOffsets,
            List<HoleView> holes,
            String hash,
            @Nullable Fault firstBroken) {}

    /** Missing offsets; the explanation is null while there is none. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record HoleView(long from, long to, @Nullable ExplanationView explanation) {}

    record ExplanationView(Explanation.Reason reason, String by, String reference, String hospital, Instant at) {

        static ExplanationView of(Explanation explanation) {
            return new ExplanationView(
                    explanation.reason(),
                    explanation.by(),
                    explanation.reference(),
                    explanation.hospital(),
                    explanation.at());
        }
    }

    /** A head that was written down elsewhere. */
    record Witnessed(long number, String hash) {}

    /** Verifies all chains, or the given one; a witnessed head is held against that one. */
    VerificationView verify(Optional<String> topic, Optional<Integer> partition, Optional<Witnessed> witnessed) {
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
        List<Explanation> explanations = explanations();
        List<ChainView> chains = new ArrayList<>();
        newest.forEach((chain, last) -> {
            if (topic.map(chain.topic()::equals).orElse(true)
                    && partition.map(number -> number == chain.partition()).orElse(true)) {
                chains.add(verify(chain, last, Optional.ofNullable(positions.get(chain)), witnessed, explanations));
            }
        });
        return new VerificationView(
                strays.isEmpty() && chains.stream().allMatch(ChainView::ok),
                chains.stream().mapToLong(ChainView::blocks).sum(),
                chains.stream().mapToLong(ChainView::entries).sum(),
                chains.stream()
                        .filter(chain -> !chain.ok())
                        .map(ChainView::firstBroken)
                        .findFirst()
                        .orElse(null),
                strays.size(),
                chains);
    }

    /** The holes of a chain, up to its first broken block. */
    List<Hole> holes(ChainId chain) {
        return walk(chain, _ -> {}).walk().holes();
    }

    /** The explanation of this hole that was given first. */
    Optional<Explanation> explanation(ChainId chain, Hole hole) {
        return explanation(explanations(), chain, hole);
    }

    /** An explanation counts only if its chain is sound up to it. */
    private List<Explanation> explanations() {
        List<Explanation> explanations = new ArrayList<>();
        walk(Explanation.CHAIN, block -> {
            for (Entry entry : block.entries()) {
                Explanation.of(entry).ifPresent(explanations::add);
            }
        });
        return explanations;
    }

    private static Optional<Explanation> explanation(List<Explanation> explanations, ChainId chain, Hole hole) {
        return explanations.stream()
                .filter(explanation -> explanation.explains(chain, hole))
                .findFirst();
    }

    private ChainView verify(
            ChainId chain,
            long last,
            Optional<Long> position,
            Optional<Witnessed> witnessed,
            List<Explanation> explanations) {
        Map<Long, String> hashes = new HashMap<>();
        Walked walked = walk(chain, block -> {
            if (witnessed.map(Witnessed::number).orElse(-1L) == block.number()) {
                hashes.put(block.number(), block.hash());
            }
        });
        ChainWalk walk = walked.walk();
        Fault fault = walked.fault();
        if (fault == null) {
            fault = atTheEnd(walk, last, position);
        }
        if (fault == null && witnessed.isPresent()) {
            Witnessed head = witnessed.get();
            fault = head.hash().equals(hashes.get(head.number()))
                    ? null
                    : new Fault(chain.topic(), chain.partition(), head.number(), Fault.Reason.NOT_AS_WITNESSED);
        }
        if (fault == null) {
            fault = walk.holes().stream()
                    .filter(hole -> explanation(explanations, chain, hole).isEmpty())
                    .findFirst()
                    .map(hole -> new Fault(chain.topic(), chain.partition(), hole.before(), Fault.Reason.HOLE))
                    .orElse(null);
        }
        Head head = walk.head();
        return new ChainView(
                chain.topic(),
                chain.partition(),
                fault == null,
                walk.blocks(),
                walk.entries(),
                walk.first(),
                head.to(),
                walk.holes().stream().mapToLong(Hole::offsets).sum(),
                walk.holes().stream()
                        .limit(MOST_HOLES)
                        .map(hole -> new HoleView(
                                hole.from(),
                                hole.to(),
                                explanation(explanations, chain, hole)
                                        .map(ExplanationView::of)
                                        .orElse(null)))
                        .toList(),
                head.hash(),
                fault);
    }

    /** A chain as far as it is sound, and what is wrong with the block after that. */
    private record Walked(ChainWalk walk, @Nullable Fault fault) {}

    private Walked walk(ChainId chain, Consumer<Block> sound) {
        ChainWalk walk = new ChainWalk(chain);
        AtomicReference<@Nullable Fault> broken = new AtomicReference<>();
        blocks.walk(chain, document -> {
            Fault fault = step(walk, document, sound);
            broken.set(fault);
            return fault == null;
        });
        return new Walked(walk, broken.get());
    }

    private static @Nullable Fault step(ChainWalk walk, Document document, Consumer<Block> sound) {
        Optional<Block> block = BlockDocuments.block(document);
        if (block.isEmpty()) {
            return walk.fault(Fault.Reason.MALFORMED);
        }
        Optional<Fault> fault = walk.step(block.get());
        if (fault.isEmpty()) {
            sound.accept(block.get());
        }
        return fault.orElse(null);
    }

    /** Later blocks without this one, or committed offsets that are not here: positions were read before the walk. */
    private static @Nullable Fault atTheEnd(ChainWalk walk, long last, Optional<Long> position) {
        if (last >= walk.blocks()) {
            return walk.fault(Fault.Reason.MISSING);
        }
        return position.map(next -> next > walk.head().to() + 1).orElse(false)
                ? walk.fault(Fault.Reason.TAIL_MISSING)
                : null;
    }
}
