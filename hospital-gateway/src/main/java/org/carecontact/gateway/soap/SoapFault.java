package org.carecontact.gateway.soap;

/** A request that is no call of ours: nobody can be told which message is meant. */
final class SoapFault extends Exception {

    private static final long serialVersionUID = 1L;

    private final SoapVersion version;
    private final String reason;

    SoapFault(SoapVersion version, String reason) {
        super(reason, null, false, false);
        this.version = version;
        this.reason = reason;
    }

    SoapVersion version() {
        return version;
    }

    /** What would be right, in words of ours. */
    String reason() {
        return reason;
    }
}
