package org.carecontact.oversight.ledger.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A person's word for why offsets are missing, itself an entry of the ledger.
 *
 * @param by role and id of the person, as {@code OPERATOR:ops-1}
 * @param reference number of the incident or ticket; empty without one
 */
public record Explanation(
        ChainId chain, long from, long to, Reason reason, String by, String reference, String hospital, Instant at) {

    /** The chain that holds the explanations. It is no Kafka topic: oversight-service numbers its entries itself. */
    public static final ChainId CHAIN = new ChainId("oversight.explanations", 0);

    static final String TYPE = "HoleExplained";
    private static final String SOURCE = "/carecontact/oversight-service/";
    private static final String BY = "BY:";
    private static final String REFERENCE = "REFERENCE:";
    private static final Pattern SUBJECT =
            Pattern.compile("([A-Za-z0-9._-]{1,249})/(0|[1-9]\\d{0,8})/(\\d{1,18})-(\\d{1,18})");

    /** Why offsets can be missing. */
    public enum Reason {
        /** Kafka deleted the records by its retention before the ledger had read them. */
        RETENTION,
        /** Kafka lost the records. */
        KAFKA_LOST_THEM,
        /** The ledger had the records and lost them. */
        LEDGER_LOST_THEM,
        /** The offsets never held records: transaction markers. */
        NEVER_RECORDS
    }

    public boolean explains(ChainId other, Hole hole) {
        return chain.equals(other) && from == hole.from() && to == hole.to();
    }

    /** The explanation as an entry. */
    public Entry entry(long offset) {
        List<String> codes = new ArrayList<>(List.of(reason.name(), BY + by));
        if (!reference.isEmpty()) {
            codes.add(REFERENCE + reference);
        }
        return new Entry(
                offset,
                "explanation/" + offset,
                TYPE,
                chain.topic() + "/" + chain.partition(),
                SOURCE + hospital,
                chain.topic() + "/" + chain.partition() + "/" + from + "-" + to,
                offset + 1,
                at,
                null,
                new Summary(hospital, null, "EXPLAINED", codes, List.of(), null, null, null, null));
    }

    /** Reads an entry of the explanations' chain; empty when it is no explanation. */
    public static Optional<Explanation> of(Entry entry) {
        Matcher subject = SUBJECT.matcher(entry.subject() == null ? "" : entry.subject());
        List<String> codes = entry.summary().reasons();
        if (!entry.type().equals(TYPE) || !subject.matches() || codes.size() < 2) {
            return Optional.empty();
        }
        return reason(codes.getFirst())
                .map(reason -> new Explanation(
                        new ChainId(subject.group(1), Integer.parseInt(subject.group(2))),
                        Long.parseLong(subject.group(3)),
                        Long.parseLong(subject.group(4)),
                        reason,
                        text(codes, BY),
                        text(codes, REFERENCE),
                        entry.summary().hospital() == null
                                ? ""
                                : entry.summary().hospital(),
                        entry.at()));
    }

    /** Empty when it is no reason. */
    public static Optional<Reason> reason(String name) {
        for (Reason reason : Reason.values()) {
            if (reason.name().equals(name)) {
                return Optional.of(reason);
            }
        }
        return Optional.empty();
    }

    private static String text(List<String> codes, String prefix) {
        return codes.stream()
                .filter(code -> code.startsWith(prefix))
                .findFirst()
                .map(code -> code.substring(prefix.length()))
                .orElse("");
    }
}
