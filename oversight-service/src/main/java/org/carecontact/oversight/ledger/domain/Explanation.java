package org.carecontact.oversight.ledger.domain;

import java.time.Instant;
import java.util.List;

/**
 * A person's explanation of a hole. It is an entry of the ledger, and its text is kept beside it.
 *
 * @param hole name of the hole
 * @param id SHA-256 of all the rest, hex
 * @param hospital the hospital of whoever explains
 * @param by the person who explains
 */
public record Explanation(String id, String hole, String hospital, String by, Instant at, String text) {

    /** The chain of explanations; no topic feeds it. */
    public static final ChainId CHAIN = new ChainId("oversight.explanations", 0);

    private static final String TYPE = "HoleExplained";

    /** Makes an explanation and computes its id. */
    public static Explanation of(String hole, String hospital, String by, Instant at, String text) {
        return new Explanation(
                CanonicalForm.hash(List.of(hole, hospital, by, at.toString(), text)), hole, hospital, by, at, text);
    }

    /** Returns whether it is unchanged. */
    public boolean isGenuine() {
        return of(hole, hospital, by, at, text).id().equals(id);
    }

    /** Returns its entry in the ledger. */
    public Entry entry(long offset) {
        Summary summary = new Summary(hospital, null, "EXPLAINED", List.of(), List.of(), null, null, null, null);
        return new Entry(
                offset, id, TYPE, hole, "/carecontact/oversight-service/" + hospital, hole, null, at, id, summary);
    }
}
