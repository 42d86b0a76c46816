package org.carecontact.request.pairs.domain;

import java.time.Instant;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;

/**
 * A request: its content, its requester and its patient.
 *
 * @param sealedNeed the patient's own words, readable only with the installation's key
 * @param family who speaks for the patient; null when the patient asks
 * @param decidedAt when policy last said yes or no
 * @param askedAt when the doctor, or the doctor's own rules, were asked; the doctor does not see the request before
 * @param witness who was present when the patient asked, as staff recorded it
 * @param answeredBy null until somebody answers
 */
public record Request(
        RequestId id,
        String hospital,
        PatientId patient,
        DoctorId doctor,
        Purpose purpose,
        String sealedNeed,
        Wish wish,
        @Nullable Family family,
        Route route,
        Instant submittedAt,
        @Nullable Instant decidedAt,
        @Nullable Instant askedAt,
        @Nullable Witness witness,
        @Nullable AnsweredBy answeredBy) {

    /** Makes a new request without a decision. */
    public static Request submitted(
            RequestId id,
            String hospital,
            PatientId patient,
            DoctorId doctor,
            Purpose purpose,
            String sealedNeed,
            Wish wish,
            @Nullable Family family,
            Route route,
            Instant now) {
        return new Request(
                id, hospital, patient, doctor, purpose, sealedNeed, wish, family, route, now, null, null, null, null);
    }

    /** 1 for the pair's first request. */
    public int number() {
        return id.number();
    }

    public Requester requester() {
        return family == null ? Requester.PATIENT : Requester.FAMILY;
    }

    /** A third party who was present, for example a nurse, with the time. */
    public record Witness(String person, Instant at) {}

    /**
     * A family member who speaks for the patient.
     *
     * @param relation to the patient, a code
     * @param stated the authority that the family member claims to have
     * @param attested the authority as the token or staff confirms it; null when nobody does
     */
    public record Family(
            String relation, Authority stated, @Nullable Authority attested) {}

    /** The right by which a family member speaks for the patient. */
    public enum Authority {
        LEGAL_GUARDIAN,
        WRITTEN_AUTHORIZATION
    }

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

        /** Returns whether staff entered it for somebody who called or came. */
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
                id,
                hospital,
                patient,
                doctor,
                purpose,
                sealedNeed,
                wish,
                family,
                route,
                submittedAt,
                decided,
                asked,
                by,
                answered);
    }
}
