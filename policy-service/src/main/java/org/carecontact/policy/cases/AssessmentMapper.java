package org.carecontact.policy.cases;

import java.time.Instant;
import org.carecontact.events.Alternative;
import org.carecontact.events.Assessment;
import org.carecontact.events.AutoAnswer;
import org.carecontact.events.ContactHours;
import org.carecontact.events.GroundGone;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.Verdict;
import org.carecontact.policy.cases.domain.Decided;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.jspecify.annotations.Nullable;

/** Turns assessments into published records. */
final class AssessmentMapper {

    private AssessmentMapper() {}

    static Assessment of(Decided decided, @Nullable Long consentSequence) {
        Asked asked = decided.asked();
        org.carecontact.policy.rules.domain.Assessment said = decided.assessment();
        return Assessment.newBuilder()
                .setHospital(asked.hospital())
                .setPair(asked.request().pair().value())
                .setRequest(asked.request().toString())
                .setNumber(asked.number())
                .setPatient(asked.patient().value())
                .setDoctor(asked.doctor().value())
                .setDepartment(said.department())
                .setInstitutionType(said.institutionType())
                .setScene(said.scene().name())
                .setPurpose(asked.purpose())
                .setRequester(asked.requester().name())
                .setSigner(said.signer().name())
                .setDocuments(said.papers().stream().map(Enum::name).toList())
                .setOutcome(PolicyOutcome.valueOf(said.outcome().name()))
                .setVerdicts(said.verdicts().stream()
                        .map(verdict -> new Verdict(verdict.principle().name(), verdict.pass(), verdict.reasons()))
                        .toList())
                .setChannels(said.channels().stream().map(Enum::name).toList())
                .setHours(hours(said.hours()))
                .setContactDays(said.contactDays())
                .setObligations(said.obligations().stream().map(Enum::name).toList())
                .setAutoAnswer(autoAnswer(said.autoAnswer()))
                .setEarliestDelivery(said.earliestDelivery())
                .setDoctorCapacity(said.capacity())
                .setWaitsFor(waitsFor(said.waitsFor()))
                .setAlternatives(said.alternatives().stream()
                        .map(AssessmentMapper::alternative)
                        .toList())
                .setPolicies(said.policies())
                .setConsentSequence(consentSequence)
                .setSubmittedAt(asked.submittedAt())
                .setDecidedAt(decided.at())
                .build();
    }

    static GroundGone gone(Decided decided, Instant at) {
        Asked asked = decided.asked();
        return GroundGone.newBuilder()
                .setHospital(asked.hospital())
                .setPair(asked.request().pair().value())
                .setRequest(asked.request().toString())
                .setNumber(asked.number())
                .setPatient(asked.patient().value())
                .setDoctor(asked.doctor().value())
                .setGoneAt(at)
                .build();
    }

    private static @Nullable AutoAnswer autoAnswer(
            org.carecontact.policy.rules.domain.Assessment.@Nullable Answered answered) {
        if (answered == null) {
            return null;
        }
        org.carecontact.policy.rules.domain.Assessment.Alternative offered = answered.alternative();
        return new AutoAnswer(answered.answer().name(), offered == null ? null : alternative(offered));
    }

    private static Alternative alternative(org.carecontact.policy.rules.domain.Assessment.Alternative one) {
        return new Alternative(one.kind().name(), one.link());
    }

    private static @Nullable String waitsFor(Effect.@Nullable Awaited awaited) {
        return switch (awaited) {
            case null -> null;
            case ENCOUNTER_FINISHED -> "ENCOUNTER_FINISHED";
            case SURGERY_DAY_OVER -> "SCHEDULE";
            case DOCTOR_AVAILABLE -> "DOCTOR";
            case DEPARTMENT -> "DEPARTMENT";
        };
    }

    private static @Nullable ContactHours hours(@Nullable Hours hours) {
        return hours == null ? null : new ContactHours(hours.from(), hours.to(), hours.days());
    }
}
