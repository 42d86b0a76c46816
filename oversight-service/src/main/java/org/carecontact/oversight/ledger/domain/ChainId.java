package org.carecontact.oversight.ledger.domain;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One chain: a Kafka topic and partition. */
public record ChainId(String topic, int partition) {

    private static final Pattern BLOCK_ID =
            Pattern.compile("([A-Za-z0-9._-]{1,249})/(0|[1-9]\\d{0,8})/(0|[1-9]\\d{0,17})");

    /** Returns the id of this chain's block with the given number, as {@code carecontact.requests/3/17}. */
    public String block(long number) {
        return topic + "/" + partition + "/" + number;
    }

    /** Parses a block's id; empty when it is none. */
    public static Optional<Numbered> parse(String blockId) {
        Matcher matcher = BLOCK_ID.matcher(blockId);
        return matcher.matches()
                ? Optional.of(new Numbered(
                        new ChainId(matcher.group(1), Integer.parseInt(matcher.group(2))),
                        Long.parseLong(matcher.group(3))))
                : Optional.empty();
    }

    /** A place in a chain. */
    public record Numbered(ChainId chain, long number) {}
}
