package org.carecontact.policy.cases.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.doctors.domain.DoctorRules;
import org.carecontact.policy.doctors.domain.Slot;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Encounter.Kind;
import org.carecontact.policy.facts.domain.Encounter.Status;
import org.carecontact.policy.facts.domain.Facts;
import org.carecontact.policy.facts.domain.History;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Authority;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Stage;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.jspecify.annotations.Nullable;

/** A case that tests change a little: an adult after an outpatient visit, a willing doctor, a Monday morning. */
public record Given(
        Stage stage,
        Asked asked,
        List<Encounter> encounters,
        DoctorFacts doctor,
        @Nullable Signed signed,
        Instant now) {

    /** Monday, 10:00 in Shanghai. */
    public static final Instant MONDAY_10 = Instant.parse("2026-11-23T02:00:00Z");

    private static final PairId PAIR = new PairId("abcdefghijklmnopqrstuvwxyz");

    public static RequestId request(int number) {
        return new RequestId(PAIR, number);
    }

    public static Given at(String hospital, String department, Kind kind) {
        return new Given(
                Stage.DECISION,
                asked(hospital, 1, Wish.ANY),
                List.of(encounter(kind, Status.FINISHED, department, AgeBand.ADULT)),
                willing(department),
                new Signed(3, Signer.PATIENT, List.of(Paper.CONSENT, Paper.SERVICE_AGREEMENT)),
                MONDAY_10);
    }

    public static Asked asked(String hospital, int number, Wish wish) {
        return new Asked(
                hospital,
                request(number),
                number,
                new PatientId("P1"),
                new DoctorId("D1"),
                "FOLLOW_UP_VISIT",
                wish,
                Requester.PATIENT,
                null,
                null,
                MONDAY_10.minusSeconds(60));
    }

    public static Encounter encounter(Kind kind, Status status, String department, AgeBand age) {
        return new Encounter(
                new VisitId("V1"),
                2,
                kind,
                status,
                age,
                department,
                MONDAY_10.minus(Duration.ofHours(1)),
                status == Status.FINISHED ? MONDAY_10.minus(Duration.ofHours(1)) : null);
    }

    public static Encounter visit(String visit, long sequence, Status status, Instant at) {
        return new Encounter(
                new VisitId(visit),
                sequence,
                Kind.AMB,
                status,
                AgeBand.ADULT,
                "cardiology",
                at,
                status == Status.FINISHED ? at : null);
    }

    public static DoctorFacts willing(String department) {
        return doctor(true, department, true, List.of(Channel.values()), null, List.of(), 1);
    }

    public static DoctorFacts doctor(
            @Nullable Boolean active,
            @Nullable String department,
            boolean optIn,
            List<Channel> channels,
            @Nullable Hours hours,
            List<Slot> busy,
            int version) {
        DoctorRules rules = new DoctorRules(
                optIn, channels, hours, null, List.of(), List.of(), null, null, List.of(), version, null);
        return new DoctorFacts(active, department, rules, busy, 0);
    }

    public Facts facts() {
        return facts(History.NONE);
    }

    public Facts facts(History history) {
        return Facts.of(stage, asked, encounters, doctor, signed, history, now);
    }

    public Given before() {
        return new Given(Stage.PRECHECK, asked, encounters, doctor, null, now);
    }

    public Given at(Instant other) {
        return new Given(stage, asked, encounters, doctor, signed, other);
    }

    public Given wishing(Wish wish) {
        return with(new Asked(
                asked.hospital(),
                asked.request(),
                asked.number(),
                asked.patient(),
                asked.doctor(),
                asked.purpose(),
                wish,
                asked.requester(),
                asked.relation(),
                asked.authority(),
                asked.submittedAt()));
    }

    public Given forPurpose(String purpose) {
        return with(new Asked(
                asked.hospital(),
                asked.request(),
                asked.number(),
                asked.patient(),
                asked.doctor(),
                purpose,
                asked.wish(),
                asked.requester(),
                asked.relation(),
                asked.authority(),
                asked.submittedAt()));
    }

    public Given by(Requester requester, @Nullable String relation) {
        return by(requester, relation, null);
    }

    public Given by(Requester requester, @Nullable String relation, @Nullable Authority authority) {
        return with(new Asked(
                asked.hospital(),
                asked.request(),
                asked.number(),
                asked.patient(),
                asked.doctor(),
                asked.purpose(),
                asked.wish(),
                requester,
                relation,
                authority,
                asked.submittedAt()));
    }

    public Given with(Asked other) {
        return new Given(stage, other, encounters, doctor, signed, now);
    }

    public Given after(Encounter... others) {
        return new Given(stage, asked, List.of(others), doctor, signed, now);
    }

    public Given with(DoctorFacts other) {
        return new Given(stage, asked, encounters, other, signed, now);
    }

    public Given signedBy(Signer signer, Paper... papers) {
        return new Given(stage, asked, encounters, doctor, new Signed(3, signer, List.of(papers)), now);
    }

    public Given aged(AgeBand age) {
        Encounter one = encounters.getFirst();
        return after(encounter(one.kind(), one.status(), one.department(), age));
    }
}
