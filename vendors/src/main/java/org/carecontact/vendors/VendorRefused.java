package org.carecontact.vendors;

/** A vendor did not do what a call asked for. The text is the code: no address, token, number or id of a person. */
public final class VendorRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Outcome.NotAccepted kind;

    public VendorRefused(Outcome.NotAccepted kind) {
        super(kind.code());
        this.kind = kind;
    }

    /** Returns the vendor's code, or one of ours in lower case. */
    public String code() {
        return kind.code();
    }

    /** Returns what follows from it. */
    public Outcome.NotAccepted kind() {
        return kind;
    }
}
