package org.carecontact.vendortwin.faults;

/** What can go wrong on order: first with answers, then with pushes. */
public enum FaultKind {
    /** The connection ends without an answer; with "accepted" after the call took effect. */
    CLOSE(true),
    /** The call waits, then takes effect and is answered, whether or not the caller is still there. */
    LATE(true),
    /** The call takes effect at once, and its answer waits. */
    ANSWER_LATE(true),
    /** HTTP 502 with a page; with "accepted" after the call took effect. */
    BAD_GATEWAY(true),
    /** HTTP 200 with an empty JSON object; with "accepted" after the call took effect. */
    EMPTY_OBJECT(true),
    /** The vendor's own failure with the code; with "accepted" after the call took effect. */
    CODE(true),
    /** As CODE, and all tokens of the caller's account stop working: 40001, 40014 or 42001. */
    TOKENS_CANCELLED(true),
    /** The answer has fields that nobody documented. */
    ANSWER_MORE_FIELDS(true),
    /** The vendor's failure for one number of several. */
    NUMBER_CODE(true),
    /** The SMS fails on its way: its report has the code. */
    REPORT_CODE(true),
    /** A contact that was just made can't be read: 84061 until the delay after the event is over. */
    CONTACT_HIDDEN(true),

    /** The push never comes. */
    LOST(false),
    /** It comes twice. */
    TWICE(false),
    /** It comes after the delay. */
    DELAYED(false),
    /** It comes after the next one to the same address, or after the delay if there is none. */
    OUT_OF_ORDER(false),
    /** It comes before the call that caused it is answered. */
    BEFORE_ANSWER(false),
    /** It has fields that nobody documented. */
    MORE_FIELDS(false),
    /** Its ChangeType or Event is one that nobody documented. */
    UNKNOWN_CHANGE(false),
    /** The list of changed subscriptions stands in the other of the two elements. */
    OTHER_ELEMENT(false),
    /** It is sealed for another receiver; a repetition is right. */
    WRONG_RECEIVER(false),
    /** Its signature is wrong; a repetition is right. */
    WRONG_SIGNATURE(false),
    /** Its time stamp, which is signed, is an hour old; a repetition is right. */
    STALE(false);

    private final boolean ofAnswers;

    FaultKind(boolean ofAnswers) {
        this.ofAnswers = ofAnswers;
    }

    /** Whether it concerns calls and their answers; else pushes. */
    public boolean isOfAnswers() {
        return ofAnswers;
    }
}
