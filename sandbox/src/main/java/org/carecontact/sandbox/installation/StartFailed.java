package org.carecontact.sandbox.installation;

/** An installation cannot start; the message is one line for the person at the terminal and says what to do. */
public final class StartFailed extends RuntimeException {

    private static final long serialVersionUID = 1;

    private final int exitCode;

    StartFailed(int exitCode, String message) {
        super(message);
        this.exitCode = exitCode;
    }

    /** Something is in the way that the person can move: a taken port, another installation. */
    static StartFailed inTheWay(String message) {
        return new StartFailed(3, message);
    }

    /** A part of ours did not start. */
    static StartFailed broken(String message) {
        return new StartFailed(1, message);
    }

    /** One line, unless the end of a log belongs to it. */
    public String explanation() {
        return String.valueOf(getMessage());
    }

    public int exitCode() {
        return exitCode;
    }
}
