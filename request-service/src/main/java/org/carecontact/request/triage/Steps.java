package org.carecontact.request.triage;

import java.util.function.UnaryOperator;

/** The characters that may be looked at to judge one text; confined to one thread. */
final class Steps {

    /** Some forty times what a need of the longest length takes. */
    static final int MOST = 2_000_000;

    /** Thrown by the look that is one too many. */
    static final class UsedUp extends RuntimeException {

        private static final long serialVersionUID = 1L;

        private UsedUp() {
            super(null, null, false, false);
        }
    }

    private final UnaryOperator<CharSequence> reader;
    private int left = MOST;

    /**
     * A whole budget.
     *
     * @param reader through which every text is read, so that a test can count the steps
     */
    Steps(UnaryOperator<CharSequence> reader) {
        this.reader = reader;
    }

    /** The text with each look at it counted. */
    CharSequence counted(String text) {
        return new Counted(reader.apply(text));
    }

    /** The text to be searched once for signs, which is linear and always done. */
    CharSequence free(String text) {
        return reader.apply(text);
    }

    private final class Counted implements CharSequence {

        private final CharSequence text;

        Counted(CharSequence text) {
            this.text = text;
        }

        @Override
        public char charAt(int at) {
            if (--left < 0) {
                throw new UsedUp();
            }
            return text.charAt(at);
        }

        @Override
        public int length() {
            return text.length();
        }

        @Override
        public CharSequence subSequence(int from, int to) {
            return text.subSequence(from, to);
        }

        @Override
        public String toString() {
            return text.toString();
        }
    }
}
