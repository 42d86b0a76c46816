package org.carecontact.policy.cases;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.cases.domain.Decided;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.Pair.PastCase;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.Wordings;
import org.carecontact.policy.editions.Library;
import org.carecontact.policy.facts.domain.Asked;
import org.carecontact.policy.rules.domain.Assessment;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;

/** Shows decisions and their reasons to those whom they concern. */
@RestController
final class DecisionsController {

    /** A reason by its code and in words. */
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
    private final Library library;
    private final Wordings wordings;
    private final Clock clock;

    DecisionsController(
            Documents<PairCommand, Pair, PairEvent, PairRejection> pairs,
            Library library,
            Wordings wordings,
            Kernel kernel) {
        this.pairs = pairs;
        this.library = library;
        this.wordings = wordings;
        this.clock = kernel.clock();
    }

    @Operation(summary = "The newest decision on a request, for its parties and the hospital's staff")
    @GetMapping("/decisions/{request}")
    DecisionView decision(Caller caller, @PathVariable RequestId request) {
        return view(decided(caller, request));
    }

    @Operation(
            summary = "Why it was decided so, rule by rule, in the language asked for (zh or en)",
            description =
                    "Each sees what concerns them: patients the reasons and what helps, doctors the rules besides,"
                            + " the hospital's officers the facts and conditions too.")
    @GetMapping("/decisions/{request}/explanation")
    Explanation explanation(
            Caller caller,
            @PathVariable RequestId request,
            @RequestHeader(name = "Accept-Language", required = false) @Nullable String language) {
        Decided decided = decided(caller, request);
        return Explanation.of(
                decided,
                documents(decided),
                wordings,
                caller.role(),
                language == null || !language.trim().toLowerCase(Locale.ROOT).startsWith("en"));
    }

    @Operation(
            summary = "Decides once more by the same facts and versions",
            description = "The answer is byte for byte that of GET /decisions/{request}; 409 if it were not.")
    @PostMapping("/decisions/{request}/replay")
    DecisionView replay(Caller caller, @PathVariable RequestId request) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        Decided decided = decided(caller, request);
        Decided again = new Decided(
                decided.facts(),
                library.again(decided.facts(), decided.assessment().policies()));
        if (!again.equals(decided)) {
            throw Problem.of("replay-differs").exception();
        }
        return view(again);
    }

    @Operation(
            summary = "The patient contests a trust signal; it counts neither way from the next decision on",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @PostMapping("/decisions/{request}/contested/{signal}")
    ResponseEntity<String> contest(HttpCommand command, @PathVariable RequestId request, @PathVariable String signal) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY);
        String pair = decided(caller, request).asked().request().pair().value();
        Pair.TrustSignal named = List.of(Pair.TrustSignal.values()).stream()
                .filter(one -> one.name().equalsIgnoreCase(signal))
                .findFirst()
                .orElseThrow(() -> Problem.notFound().exception());
        return command.respond(
                200,
                Pair::contested,
                _ -> Problem.of("not-now"),
                answer -> pairs.handle(
                        caller.hospital(), pair, command.key(), new PairCommand.ContestSignal(named), answer));
    }

    private Decided decided(Caller caller, RequestId request) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF, Role.SUPERVISOR);
        return pairs.find(caller.hospital(), request.pair().value())
                .map(Stored::state)
                .flatMap(pair -> pair.caseOf(request).filter(found -> maySee(caller, found, pair.survivor())))
                .orElseThrow(() -> Problem.notFound().exception())
                .decided();
    }

    /** Returns the versions behind a decision; one that is gone is left out. */
    private List<PolicyDocument> documents(Decided decided) {
        List<String> references = decided.assessment().policies();
        return references.subList(0, references.size() - 1).stream()
                .map(reference -> library.document(decided.asked().hospital(), reference))
                .filter(Objects::nonNull)
                .toList();
    }

    /** A doctor sees a case only once asked, as in request-service. */
    private boolean maySee(Caller caller, PastCase found, @Nullable PatientId survivor) {
        Asked asked = found.decided().asked();
        return switch (caller.role()) {
            case PATIENT, FAMILY ->
                caller.speaksFor(asked.patient().value()) || survivor != null && caller.speaksFor(survivor.value());
            case DOCTOR -> caller.person().equals(asked.doctor().value()) && found.reachedTheDoctor(clock.instant());
            case STAFF, SUPERVISOR -> true;
            case SYSTEM, OPERATOR -> false;
        };
    }

    private DecisionView view(Decided found) {
        Asked asked = found.asked();
        List<Layer> layers =
                documents(found).stream().map(PolicyDocument::layer).toList();
        Assessment said = found.assessment();
        return new DecisionView(
                asked.request().toString(),
                said.outcome().name(),
                said.verdicts().stream()
                        .map(verdict -> new VerdictView(
                                verdict.principle().name(),
                                verdict.pass(),
                                verdict.reasons().stream()
                                        .map(code -> reason(layers, code))
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

    private ReasonView reason(List<Layer> layers, String code) {
        Wording wording = wordings.of(layers, code);
        return new ReasonView(code, wording.zh(), wording.en());
    }
}
