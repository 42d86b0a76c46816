package org.carecontact.gateway.kafka;

import org.carecontact.gateway.intake.Objection;
import org.carecontact.gateway.refused.Reason;

/** A record that is not taken; says what would be right, in words of our own: nothing of the record is repeated. */
final class RecordRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final transient Reason reason;

    private RecordRefused(String answer, String place, String remedy) {
        super(remedy, null, false, false);
        this.reason = new Reason(answer, place, remedy);
    }

    /** It is not for this topic, whatever it says. */
    static RecordRefused ofKind(String place, String remedy) {
        return new RecordRefused("AR", place, remedy);
    }

    /** Its content is the reason. */
    static RecordRefused ofContent(String place, String remedy) {
        return new RecordRefused("AE", place, remedy);
    }

    static RecordRefused of(Objection objection) {
        return switch (objection) {
            case MESSAGE_ID_REUSED -> ofContent("messageId", "An id of its own: this one came with other content");
            case VISIT_OF_ANOTHER_PATIENT -> ofContent("visit.patient", "The patient whose visit it is, or a merge");
            case NO_SUCH_VISIT -> ofContent("visit.visit", "A visit that was told of before");
            case NO_SURVIVOR -> ofContent("merge.survivor", "Another patient than merge.patient, not merged into it");
        };
    }

    Reason reason() {
        return reason;
    }
}
