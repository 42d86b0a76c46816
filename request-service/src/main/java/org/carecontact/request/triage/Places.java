package org.carecontact.request.triage;

import java.util.BitSet;
import java.util.List;
import java.util.regex.MatchResult;

/** The characters of a clause that phrases cover. */
record Places(BitSet characters) {

    static Places none() {
        return new Places(new BitSet());
    }

    @SafeVarargs
    static Places of(List<MatchResult>... lists) {
        BitSet covered = new BitSet();
        for (List<MatchResult> found : lists) {
            found.forEach(one -> covered.set(one.start(), one.end()));
        }
        return new Places(covered);
    }

    boolean overlap(MatchResult sign) {
        int first = characters.nextSetBit(sign.start());
        return first >= 0 && first < sign.end();
    }
}
