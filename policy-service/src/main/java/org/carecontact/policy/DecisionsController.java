package org.carecontact.policy;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.carecontact.messaging.Documents;
import org.carecontact.messaging.Pairs;
import org.carecontact.messaging.Stored;
import org.carecontact.messaging.web.Caller;
import org.carecontact.messaging.web.Problem;
import org.carecontact.messaging.web.Role;
import org.carecontact.policy.domain.Asked;
import org.carecontact.policy.domain.Assessment;
import org.carecontact.policy.domain.Decided;
import org.carecontact.policy.domain.Hours;
import org.carecontact.policy.domain.Pair;
import org.carecontact.policy.domain.PairCommand;
import org.carecontact.policy.domain.PairEvent;
import org.carecontact.policy.domain.PairRejection;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** What was decided and why, for those whom it concerns. */
@RestController
final class DecisionsController {

    /** A reason by its code, and in words. */
    record ReasonView(String code, String zh, String en) {}

    record VerdictView(String principle, boolean pass, List<ReasonView> reasons) {}

    record AlternativeView(String kind, String link) {}

    record DecisionView(
            String request,
            String outcome,
            List<VerdictView> verdicts,
            String institutionType,
            String department,
            String scene,
            String signer,
            List<String> documents,
            List<String> channels,
            @Nullable Hours hours,
            int contactDays,
            @Nullable Instant earliestDelivery,
            List<String> obligations,
            @Nullable String waitsFor,
            @Nullable Instant decideAgainAt,
            List<AlternativeView> alternatives,
            List<String> policies,
            Instant submittedAt,
            Instant decidedAt) {}

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> pairs;
    private final Wordings wordings;

    DecisionsController(Documents<PairCommand, Pair, PairEvent, PairRejection> pairs, Wordings wordings) {
        this.pairs = pairs;
        this.wordings = wordings;
    }

    @Operation(summary = "The newest decision on a request, for its parties and the hospital's staff")
    @GetMapping("/decisions/{request}")
    DecisionView decision(Caller caller, @PathVariable String request) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF, Role.SUPERVISOR);
        if (!Pairs.isRequest(request)) {
            throw Problem.notFound().exception();
        }
        return pairs.find(caller.hospital(), Pairs.ofRequest(request))
                .map(Stored::state)
                .flatMap(pair -> pair.assessed(request))
                .filter(found -> concerns(caller, found.asked()))
                .map(this::view)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static boolean concerns(Caller caller, Asked asked) {
        return switch (caller.role()) {
            case PATIENT, FAMILY -> caller.speaksFor(asked.patient());
            case DOCTOR -> caller.person().equals(asked.doctor());
            case STAFF, SUPERVISOR -> true;
            case SERVICE, OPERATOR -> false;
        };
    }

    private DecisionView view(Decided found) {
        Asked asked = found.asked();
        Assessment said = found.assessment();
        return new DecisionView(
                asked.request(),
                said.outcome().name(),
                said.verdicts().stream()
                        .map(verdict -> new VerdictView(
                                verdict.principle().name(),
                                verdict.pass(),
                                verdict.reasons().stream()
                                        .map(code -> reason(asked.hospital(), code))
                                        .toList()))
                        .toList(),
                said.institutionType(),
                said.department(),
                said.scene().name(),
                said.signer().name(),
                said.papers().stream().map(Enum::name).toList(),
                said.channels().stream().map(Enum::name).toList(),
                said.hours(),
                said.contactDays(),
                said.earliestDelivery(),
                said.obligations().stream().map(Enum::name).toList(),
                said.waitsFor() == null ? null : said.waitsFor().name(),
                said.decideAgainAt(),
                said.alternatives().stream()
                        .map(one -> new AlternativeView(one.kind().name(), one.link()))
                        .toList(),
                said.policies(),
                asked.submittedAt(),
                found.at());
    }

    private ReasonView reason(String hospital, String code) {
        var wording = wordings.of(hospital, code);
        return new ReasonView(code, wording.zh(), wording.en());
    }
}
