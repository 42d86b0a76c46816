package org.carecontact.policy;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.policy.cases.domain.Given;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.doctors.domain.DoctorFacts;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.facts.domain.Encounter;
import org.carecontact.policy.facts.domain.Signed;
import org.carecontact.policy.vocabulary.domain.AgeBand;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Requester;
import org.carecontact.policy.vocabulary.domain.Signer;
import org.carecontact.policy.vocabulary.domain.Wish;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.schemas.ids.VisitId;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;

/** The service as a process of its own, which decides as many cases as it is told and then says that it is ready. */
final class DecidingService {

    private static final String HOSPITAL = "meiyan";

    private DecidingService() {}

    /** With {@code --cases.from} and {@code --cases.to} among the properties. */
    public static void main(String[] arguments) {
        ConfigurableApplicationContext context = SpringApplication.run(PolicyServiceApplication.class, arguments);
        ObjectProvider<Documents<PairCommand, Pair, PairEvent, PairRejection>> documents =
                context.getBeanProvider(ResolvableType.forClassWithGenerics(
                        Documents.class, PairCommand.class, Pair.class, PairEvent.class, PairRejection.class));
        int from = context.getEnvironment().getRequiredProperty("cases.from", Integer.class);
        int to = context.getEnvironment().getRequiredProperty("cases.to", Integer.class);
        for (int i = from; i < to; i++) {
            decide(documents.getObject(), context.getBean(Pairs.class), i, context.getBean(Clock.class));
        }
        System.out.println("ready");
    }

    static String request(Pairs pairs, int i) {
        return new RequestId(pairs.of(HOSPITAL, "P" + i, "D1"), 1).toString();
    }

    /** Of all kinds of encounters, ages, wishes and signers, so that they end in all ways. */
    private static void decide(
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents, Pairs pairs, int i, Clock clock) {
        String pair = pairs.of(HOSPITAL, "P" + i, "D1").value();
        Instant now = clock.instant();
        Encounter.Kind[] kinds = Encounter.Kind.values();
        AgeBand[] ages = AgeBand.values();
        Wish[] wishes = Wish.values();
        String department = i % 7 == 0 ? "plastic-surgery" : "dermatology";
        Encounter.Status status = i % 11 == 0 ? Encounter.Status.IN_PROGRESS : Encounter.Status.FINISHED;
        Instant seen = now.minus(Duration.ofDays(i % 40));
        Encounter encounter = new Encounter(
                new VisitId("V" + i),
                1,
                kinds[i % kinds.length],
                status,
                ages[i / 3 % ages.length],
                department,
                seen,
                status == Encounter.Status.FINISHED ? seen : null);
        DoctorFacts doctor = Given.willing(department);
        Asked asked = new Asked(
                HOSPITAL,
                RequestId.of(request(pairs, i)),
                1,
                new PatientId("P" + i),
                new DoctorId("D1"),
                "FOLLOW_UP_VISIT",
                wishes[i / 5 % wishes.length],
                i % 13 == 0 ? Requester.FAMILY : Requester.PATIENT,
                i % 13 == 0 ? "PARENT" : null,
                null,
                now);
        Signed signed = new Signed(
                3, i % 13 == 0 ? Signer.GUARDIAN : Signer.PATIENT, List.of(Paper.CONSENT, Paper.SERVICE_AGREEMENT));
        for (PairCommand command : List.of(
                new PairCommand.NoteEncounter(encounter, doctor, now),
                new PairCommand.Precheck(asked, doctor, now),
                new PairCommand.NoteConsent(1, signed, doctor, now))) {
            var _ = documents.handle(HOSPITAL, pair, command);
        }
    }
}
