package org.carecontact.oversight.ledger.domain;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.carecontact.oversight.ledger.domain.Fault.Reason;

/** Follows one chain from its first block and computes every hash again. */
public final class ChainWalk {

    private final ChainId chain;
    private Head head;
    private long first = -1;
    private long entries;
    private final List<Hole> holes = new ArrayList<>();

    public ChainWalk(ChainId chain) {
        this.chain = chain;
        this.head = Head.genesis(chain);
    }

    /** Takes the next block; returns what is wrong with it, empty when nothing is. */
    public Optional<Fault> step(Block block) {
        if (!block.chain().equals(chain) || block.number() != head.number() + 1) {
            return Optional.of(fault(Reason.MALFORMED));
        }
        if (!block.previous().equals(head.hash()) || block.from() <= head.to()) {
            return Optional.of(fault(Reason.UNTIED));
        }
        if (!CanonicalForm.hash(block).equals(block.hash())) {
            return Optional.of(fault(Reason.ALTERED));
        }
        List<Hole> found = new ArrayList<>();
        long last = head.to();
        for (Entry entry : block.entries()) {
            if (entry.offset() <= last) {
                return Optional.of(fault(Reason.UNTIED));
            }
            if (entry.offset() > last + 1) {
                found.add(new Hole(last + 1, entry.offset() - 1, block.number()));
            }
            last = entry.offset();
        }
        holes.addAll(found);
        if (first < 0) {
            first = block.from();
        }
        entries += block.entries().size();
        head = block.head();
        return Optional.empty();
    }

    /** The fault when the block after those walked so far is wrong for this reason. */
    public Fault fault(Reason reason) {
        return Fault.of(chain, head.number() + 1, reason);
    }

    /** The end of what was walked. */
    public Head head() {
        return head;
    }

    public long blocks() {
        return head.number() + 1;
    }

    public long entries() {
        return entries;
    }

    /** The offset that the chain begins with, -1 while it is empty. */
    public long first() {
        return first;
    }

    /** Missing offsets, those before the first entry too: whether they are a loss, only a person can say. */
    public List<Hole> holes() {
        return List.copyOf(holes);
    }
}
