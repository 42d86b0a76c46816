package org.carecontact.policy.rules.domain;

import java.util.List;

/** The condition under which a rule applies; the expression is compiled outside and only evaluated here. */
public interface When {

    /** Kleene's three values. */
    enum Match {
        YES,
        NO,
        UNKNOWN
    }

    /**
     * The result of an expression.
     *
     * @param missing the facts for want of which it is not known; empty unless UNKNOWN
     */
    record Answer(Match match, List<Fact> missing) {

        public static final Answer YES = new Answer(Match.YES, List.of());
        public static final Answer NO = new Answer(Match.NO, List.of());

        public static Answer unknown(List<Fact> missing) {
            return new Answer(Match.UNKNOWN, missing);
        }
    }

    /** The condition of a rule that always applies. */
    When ALWAYS = new When() {
        @Override
        public Answer over(Sheet sheet) {
            return Answer.YES;
        }

        @Override
        public String text() {
            return "true";
        }
    };

    Answer over(Sheet sheet);

    /** Returns the condition as it was written. */
    String text();
}
