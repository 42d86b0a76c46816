package org.carecontact.request.triage;

import java.util.BitSet;
import java.util.regex.MatchResult;
import org.carecontact.request.phrases.Phrases;

/** The characters of a clause that phrases cover. */
record Places(BitSet characters) {

    static Places of(String clause, Phrases... lists) {
        BitSet covered = new BitSet(clause.length());
        for (Phrases phrases : lists) {
            phrases.in(clause).forEach(found -> covered.set(found.start(), found.end()));
        }
        return new Places(covered);
    }

    boolean overlap(MatchResult sign) {
        int first = characters.nextSetBit(sign.start());
        return first >= 0 && first < sign.end();
    }
}
