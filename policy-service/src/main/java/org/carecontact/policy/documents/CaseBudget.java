package org.carecontact.policy.documents;

/** The number of cases that the checks of one call may try; confined to one thread. */
final class CaseBudget {

    /** The shipped documents together need a twentieth of it; it is used up within a few seconds. */
    static final int WHOLE = 1_000_000;

    private final String file;
    private int left = WHOLE;

    /**
     * A whole budget.
     *
     * @param file the name that error messages give the document
     */
    CaseBudget(String file) {
        this.file = file;
    }

    /**
     * Takes one case off.
     *
     * @throws PolicyRefused when none is left, or when the thread was interrupted because the checks take too long
     */
    void spend() {
        left--;
        if (left < 0) {
            throw new PolicyRefused(file + ", line 1: to compare every permit with every deny, more than " + WHOLE
                    + " cases would have to be tried; let each rule compare fewer facts, or use fewer rules");
        }
        if (left % 1_000 == 0 && Thread.currentThread().isInterrupted()) {
            throw new PolicyRefused(file + ", line 1: the checks took too long and were stopped;"
                    + " let each rule compare fewer facts, or use fewer rules");
        }
    }

    int spent() {
        return WHOLE - left;
    }
}
