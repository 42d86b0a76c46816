package org.carecontact.vendortwin.faults;

import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;

/** One vendor's HTTP interface. */
public interface VendorDoor {

    /** Whether the request is this vendor's. */
    boolean isFor(Request request);

    /** What the request asks, as far as it can be read; nothing is checked. */
    Call call(Request request);

    /** Does it and answers as the vendor does. */
    Reply answer(Request request);

    /** The vendor's own form of a failure with this code. */
    Answer failure(Call call, String code);

    /** Ends all tokens of the account that calls; nothing at a vendor that has none. */
    default void cancelTokens(Request request) {}

    /**
     * An answer with the vendor's word for what came of the call.
     *
     * @param code OK, Ok or 0 if it was accepted
     */
    record Reply(Answer answer, String code) {}
}
