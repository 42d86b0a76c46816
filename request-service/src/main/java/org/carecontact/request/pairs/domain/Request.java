package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
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
 * @param survivor the patient's number that remained when the hospital merged this one; null while it did not
 * @param carried the same person's pairs with the same doctor under merged numbers, in the order of their coming
 * @param slots the places of quotas that this request and those before it took
 * @param consentHeldSince since when what was signed covers nothing, because it has to be signed anew; null while it does
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
        @Nullable AnsweredBy answeredBy,
        @Nullable PatientId survivor,
        List<PairId> carried,
        List<Slot> slots,
        @Nullable Instant consentHeldSince) {

    public Request {
        carried = Pair.orNone(carried);
        slots = Slot.orNone(slots);
    }

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
                id,
                hospital,
                patient,
                doctor,
                purpose,
                sealedNeed,
                wish,
                family,
                route,
                now,
                null,
                null,
                null,
                null,
                null,
                List.of(),
                List.of(),
                null);
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

    /** Returns whether this is the patient's number, or the one that remained of it. */
    boolean isOf(PatientId number) {
        return number.equals(patient) || number.equals(survivor);
    }

    /** Returns the request of a person who has these pairs too. */
    public Request carrying(List<PairId> pairs) {
        return with(decidedAt, askedAt, witness, answeredBy, survivor, pairs, slots);
    }

    /** Returns the request with these places of quotas and no others. */
    public Request holding(List<Slot> all) {
        return with(decidedAt, askedAt, witness, answeredBy, survivor, carried, all);
    }

    /** Takes places, each instead of one of the same kind that this request took; once asked, its day stays. */
    Request taking(List<Slot> more) {
        List<Slot> taken = more.stream()
                .filter(slot -> slot.kind() != Slot.Kind.DOCTOR_DAY || askedAt == null)
                .toList();
        Stream<Slot> others = slots.stream()
                .filter(held ->
                        held.request() != number() || taken.stream().noneMatch(slot -> slot.kind() == held.kind()));
        return holding(Stream.concat(others, taken.stream()).toList());
    }

    /** Returns the request of a person whose number this one is now. */
    public Request carriedTo(PatientId remaining) {
        return with(decidedAt, askedAt, witness, answeredBy, remaining, carried, slots);
    }

    Request decided(Instant at) {
        return with(at, askedAt, witness, answeredBy, survivor, carried, slots);
    }

    Request asked(Instant at) {
        return with(decidedAt, at, witness, answeredBy, survivor, carried, slots);
    }

    Request witnessed(Witness by) {
        return with(decidedAt, askedAt, by, answeredBy, survivor, carried, slots);
    }

    Request consentHeld(@Nullable Instant since) {
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
                decidedAt,
                askedAt,
                witness,
                answeredBy,
                survivor,
                carried,
                slots,
                since);
    }

    Request answered(AnsweredBy by) {
        return with(decidedAt, askedAt, witness, by, survivor, carried, slots);
    }

    private Request with(
            @Nullable Instant decided,
            @Nullable Instant asked,
            @Nullable Witness by,
            @Nullable AnsweredBy answered,
            @Nullable PatientId remaining,
            List<PairId> others,
            List<Slot> held) {
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
                answered,
                remaining,
                others,
                held,
                consentHeldSince);
    }
}
