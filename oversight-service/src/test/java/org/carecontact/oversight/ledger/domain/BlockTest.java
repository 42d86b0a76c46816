package org.carecontact.oversight.ledger.domain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.carecontact.oversight.ledger.domain.Entries.CHAIN;
import static org.carecontact.oversight.ledger.domain.Entries.NOON;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.carecontact.oversight.ledger.domain.Fault.Reason;
import org.junit.jupiter.api.Test;

class BlockTest {

    @Test
    void a_block_leaves_out_what_the_chain_already_has() {
        Block first = Block.after(Head.genesis(CHAIN), NOON, List.of(Entries.at(0), Entries.at(1)));

        Block second = Block.after(first.head(), NOON, List.of(Entries.at(0), Entries.at(1), Entries.at(2)));

        assertThat(second.entries()).containsExactly(Entries.at(2));
        assertThat(second.number()).isEqualTo(1);
        assertThat(second.previous()).isEqualTo(first.hash());
    }

    @Test
    void a_record_delivered_twice_in_one_batch_is_kept_once() {
        Block block = Block.after(Head.genesis(CHAIN), NOON, List.of(Entries.at(4), Entries.at(4), Entries.at(5)));

        assertThat(block.entries()).extracting(Entry::offset).containsExactly(4L, 5L);
    }

    @Test
    void a_huge_batch_is_cut_below_the_size_of_a_document() {
        String long256 = "x".repeat(256);
        List<Entry> huge = new ArrayList<>();
        for (long offset = 0; offset < 20_000; offset++) {
            huge.add(new Entry(offset, long256, "T", long256, long256, long256, offset, NOON, long256, Summary.NONE));
        }

        Block block = Block.after(Head.genesis(CHAIN), NOON, huge);

        assertThat(block.entries().stream().mapToLong(CanonicalForm::size).sum())
                .isBetween(Block.LARGEST / 2, Block.LARGEST);
        assertThat(Block.after(block.head(), NOON, huge).from()).isEqualTo(block.to() + 1);
    }

    @Test
    void the_hash_is_the_same_in_every_release() {
        Block block = Block.after(Head.genesis(CHAIN), NOON, List.of(Entries.at(0), Entries.at(7)));

        // Blocks live for years: whoever changes the canonical form has to keep the old one beside it.
        assertThat(block.hash()).isEqualTo("6c36bd51b09233e717dcb0463f5323c7738fcd6770baa0b463ce56e4de902b49");
    }

    @Test
    void what_is_absent_and_what_is_empty_have_different_hashes() {
        Set<String> hashes = new TreeSet<>();
        for (Summary summary : List.of(
                Summary.NONE,
                new Summary("", null, null, List.of(), List.of(), null, null, null, null),
                new Summary(null, "", null, List.of(), List.of(), null, null, null, null),
                new Summary(null, null, null, List.of(""), List.of(), null, null, null, null),
                new Summary(null, null, null, List.of(), List.of(""), null, null, null, null),
                new Summary(null, null, null, List.of("a", "b"), List.of(), null, null, null, null),
                new Summary(null, null, null, List.of("a"), List.of("b"), null, null, null, null),
                new Summary(null, null, null, List.of("ab"), List.of(), null, null, null, null),
                new Summary(null, null, null, List.of(), List.of(), null, null, null, Instant.EPOCH))) {
            Entry entry = new Entry(0, null, "T", null, null, null, null, NOON, null, summary);
            hashes.add(Block.after(Head.genesis(CHAIN), NOON, List.of(entry)).hash());
        }

        assertThat(hashes).hasSize(9);
    }

    @Test
    void an_untouched_chain_is_walked_to_its_end() {
        ChainWalk walk = new ChainWalk(CHAIN);

        for (Block block : chain(5)) {
            assertThat(walk.step(block)).isEmpty();
        }

        assertThat(walk.blocks()).isEqualTo(5);
        assertThat(walk.entries()).isEqualTo(10);
        assertThat(walk.first()).isZero();
        assertThat(walk.head().to()).isEqualTo(9);
        assertThat(walk.absentOffsets()).isZero();
    }

    @Test
    void a_block_that_was_rewritten_with_a_fitting_hash_unties_the_next() {
        List<Block> chain = chain(3);
        Block forged = Block.after(chain.getFirst().head(), NOON, List.of(Entries.at(2)));
        ChainWalk walk = new ChainWalk(CHAIN);

        assertThat(walk.step(chain.get(0))).isEmpty();
        assertThat(walk.step(forged)).isEmpty();

        assertThat(walk.step(chain.get(2))).contains(new Fault(CHAIN.topic(), CHAIN.partition(), 2, Reason.UNTIED));
    }

    @Test
    void a_block_of_another_place_or_chain_is_no_successor() {
        List<Block> chain = chain(3);
        ChainWalk walk = new ChainWalk(CHAIN);
        ChainWalk other = new ChainWalk(new ChainId(CHAIN.topic(), 4));

        assertThat(walk.step(chain.get(1))).map(Fault::reason).contains(Reason.MALFORMED);
        assertThat(other.step(chain.get(0))).map(Fault::reason).contains(Reason.MALFORMED);
    }

    @Test
    void entries_whose_offsets_go_back_are_found_even_under_a_fitting_hash() {
        Block unsealed = new Block(CHAIN, 0, Head.GENESIS, NOON, List.of(Entries.at(5), Entries.at(4)), "");
        Block sealed = new Block(CHAIN, 0, Head.GENESIS, NOON, unsealed.entries(), CanonicalForm.hash(unsealed));

        assertThat(new ChainWalk(CHAIN).step(sealed)).map(Fault::reason).contains(Reason.UNTIED);
    }

    @Test
    void offsets_that_never_came_are_holes_from_the_first_offset_on() {
        Block first = Block.after(Head.genesis(CHAIN), NOON, List.of(Entries.at(10), Entries.at(12)));
        Block second = Block.after(first.head(), NOON, List.of(Entries.at(15)));
        ChainWalk walk = new ChainWalk(CHAIN);

        assertThat(walk.step(first)).isEmpty();
        assertThat(walk.step(second)).isEmpty();

        assertThat(walk.holes())
                .containsExactly(new Hole(CHAIN, 0, 9, 0), new Hole(CHAIN, 11, 11, 0), new Hole(CHAIN, 13, 14, 1));
        assertThat(walk.absentOffsets()).isEqualTo(13);
        assertThat(walk.first()).isEqualTo(10);
    }

    private static List<Block> chain(int length) {
        List<Block> chain = new ArrayList<>();
        Head head = Head.genesis(CHAIN);
        for (int i = 0; i < length; i++) {
            Block block = Block.after(head, NOON, List.of(Entries.at(2L * i), Entries.at(2L * i + 1)));
            chain.add(block);
            head = block.head();
        }
        return chain;
    }
}
