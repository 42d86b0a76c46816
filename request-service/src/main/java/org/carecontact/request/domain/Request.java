package org.carecontact.request.domain;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What was asked, by whom, for whom.
 *
 * @param number 1 for the pair's first request
 * @param sealedNeed the patient's own words, readable only with the installation's key
 * @param relation of a family requester to the patient, a code
 * @param authority by which a family requester speaks, a code
 * @param decidedAt when policy last said yes or no
 * @param askedAt when the doctor, or instead the doctor's own rules, were asked; until then the doctor knows nothing of it
 * @param witness who was there when it was asked for, as staff recorded it
 * @param answeredBy null as long as nobody did
 */
public record Request(
        String hospital,
        String pair,
        int number,
        String patient,
        String doctor,
        Purpose purpose,
        String sealedNeed,
        Wish wish,
        Requester requester,
        @Nullable String relation,
        @Nullable String authority,
        Route route,
        Instant submittedAt,
        @Nullable Instant decidedAt,
        @Nullable Instant askedAt,
        @Nullable Witness witness,
        @Nullable AnsweredBy answeredBy) {

    /** A third party who was present, for example a nurse: the hospital's id of the person, and when that was. */
    public record Witness(String person, Instant at) {}

    public enum Wish {
        PERSONAL_WECHAT,
        WECOM,
        ANY
    }

    public enum Requester {
        PATIENT,
        FAMILY
    }

    public enum Route {
        PATIENT_PAGE,
        PHONE,
        FRONT_DESK,
        API;

        /** Whether staff entered it for somebody who called or came. */
        public boolean enteredByStaff() {
            return this == PHONE || this == FRONT_DESK;
        }
    }

    public enum AnsweredBy {
        DOCTOR,
        RULES
    }

    Request decided(Instant at) {
        return with(at, askedAt, witness, answeredBy);
    }

    Request asked(Instant at) {
        return with(decidedAt, at, witness, answeredBy);
    }

    Request witnessed(Witness by) {
        return with(decidedAt, askedAt, by, answeredBy);
    }

    Request answered(AnsweredBy by) {
        return with(decidedAt, askedAt, witness, by);
    }

    private Request with(
            @Nullable Instant decided, @Nullable Instant asked, @Nullable Witness by, @Nullable AnsweredBy answered) {
        return new Request(
                hospital,
                pair,
                number,
                patient,
                doctor,
                purpose,
                sealedNeed,
                wish,
                requester,
                relation,
                authority,
                route,
                submittedAt,
                decided,
                asked,
                by,
                answered);
    }
}
