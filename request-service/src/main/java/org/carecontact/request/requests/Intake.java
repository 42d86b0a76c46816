package org.carecontact.request.requests;

import java.util.Optional;
import java.util.function.Function;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.request.coach.Coach;
import org.carecontact.request.doctors.ListedDoctors;
import org.carecontact.request.pairs.Alternatives;
import org.carecontact.request.pairs.LandingProperties;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Purpose;
import org.carecontact.request.pairs.domain.Request.Wish;
import org.carecontact.request.statements.Statements;
import org.carecontact.request.triage.Grade;
import org.carecontact.request.triage.Triage;
import org.carecontact.schemas.ids.DoctorId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at a submission in the order of business: emergency, statement, records, frequent question, doctor, request. */
@Component
final class Intake {

    private final Triage triage;
    private final Statements statements;
    private final Coach coach;
    private final LandingProperties landing;
    private final Alternatives alternatives;
    private final ListedDoctors doctors;
    private final Requests requests;

    Intake(
            Triage triage,
            Statements statements,
            Coach coach,
            LandingProperties landing,
            Alternatives alternatives,
            ListedDoctors doctors,
            Requests requests) {
        this.triage = triage;
        this.statements = statements;
        this.coach = coach;
        this.landing = landing;
        this.alternatives = alternatives;
        this.doctors = doctors;
        this.requests = requests;
    }

    Reply<Pair, PairRejection> submit(
            Caller caller, CommandKey key, SubmissionBody body, Function<Pair, String> answer) {
        // First of all: a person with chest pain must not hear of a missing promise.
        Grade grade = triage.grade(body.need(), body.noEmergency());
        if (grade == Grade.EMERGENCY) {
            throw Triage.emergency("need").exception();
        }
        statements.mustBeWhole(body.statement());
        String need = String.valueOf(body.need());
        String hospital = caller.hospital();
        if (coach.sendsRecordsOverTheChannel(need)) {
            throw Problem.of("records-over-the-channel")
                    .field("need")
                    .show("uploadLink", landing.upload(hospital))
                    .exception();
        }
        if (grade == Grade.ROUTINE && !Boolean.TRUE.equals(body.faqRead())) {
            throw Problem.of("routine-question")
                    .field("need")
                    .show("faq", landing.faq(hospital))
                    .show("alternatives", alternatives.ofHospital(hospital))
                    .exception();
        }
        Origin origin = Origin.of(caller, body);
        DoctorId doctor = doctor(body.doctor());
        Wish wish = wish(body.wish());
        doctors.mustBeListed(hospital, doctor);
        Purpose purpose = Purpose.valueOf(String.valueOf(body.purpose()));
        return requests.submit(hospital, key, origin, doctor, purpose, need, wish, answer);
    }

    private static DoctorId doctor(@Nullable String id) {
        return Optional.ofNullable(id)
                .flatMap(DoctorId::parse)
                .orElseThrow(() -> Problem.of("doctor-missing").field("doctor").exception());
    }

    private static Wish wish(@Nullable String code) {
        return code == null
                ? Wish.ANY
                : Codes.known(Wish.class, code)
                        .orElseThrow(() -> Problem.of("unknown-wish")
                                .field("wish")
                                .with("known", Codes.of(Wish.class))
                                .exception());
    }
}
