package org.carecontact.sandbox.commandline;

/** An option has a wrong value; the message names the right ones. */
public final class WrongUse extends RuntimeException {

    private static final long serialVersionUID = 1;

    private WrongUse(String message) {
        super(message);
    }

    /** Returns the number, which must lie between the limits, both included. */
    public static int within(String option, int number, int least, int most) {
        if (number < least || number > most) {
            throw new WrongUse("%s must be a number from %d to %d, not %d".formatted(option, least, most, number));
        }
        return number;
    }
}
