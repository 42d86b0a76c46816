package org.carecontact.request.reports;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.bson.Document;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.request.reports.domain.Contest;
import org.carecontact.request.reports.domain.Filing;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.request.reports.domain.ReportCommand;
import org.carecontact.request.reports.domain.Verdict;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@Tag(name = "reports")
final class ReportsController {

    static final String DECISION = "decision";
    static final String CONTEST = "contest";
    static final String LAST_DECISION = "last-decision";

    private static final int LONGEST_BAR = 365;

    /**
     * A supervisor's decision.
     *
     * @param outcome NOTHING, WARNING, END or END_AND_BAR
     * @param reason up to 500 characters, for both sides
     * @param barDays with END_AND_BAR: from 1 to 365
     */
    record DecisionBody(
            @Nullable String outcome,
            @Nullable String reason,
            @Nullable Integer barDays) {}

    /**
     * What speaks against a decision.
     *
     * @param text up to 500 characters, for supervisors
     * @param noEmergency as of a report
     */
    record ContestBody(@Nullable String text, @Nullable Boolean noEmergency) {}

    private final Reports reports;
    private final KnownPairs pairs;
    private final ReportWords words;
    private final Limits limits;

    ReportsController(Reports reports, KnownPairs pairs, ReportWords words, Limits limits) {
        this.reports = reports;
        this.pairs = pairs;
        this.words = words;
        this.limits = limits;
    }

    @Operation(
            summary = "What waits for a supervisor, the first that is due first; or the own reports of a side",
            description = "A side sees its own reports, and those about it that are decided.")
    @GetMapping("/reports")
    Page<ReportView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.SUPERVISOR);
        if (state != null) {
            caller.mustBe(Role.SUPERVISOR);
        }
        Function<Stored<Report>, ReportView> view = stored -> ReportView.of(filed(stored), viewer(caller), reports);
        if (caller.role() == Role.SUPERVISOR && (state == null || state.equals("WAITING"))) {
            List<Stored<Report>> first = reports.waiting(caller.hospital(), Page.toRead(limit) - 1);
            return new Page<>(first.stream().map(view).toList(), null);
        }
        return Page.of(
                reports.page(caller.hospital(), filter(caller, state), cursor, Page.toRead(limit)),
                limit,
                Stored::id,
                view);
    }

    @Operation(summary = "A report, for supervisors and its own side; for the side it is about, once it is decided")
    @GetMapping("/reports/{report}")
    ReportView show(Caller caller, @PathVariable String report) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.SUPERVISOR);
        return ReportView.of(filed(visible(caller, report)), viewer(caller), reports);
    }

    @Operation(
            summary = "A supervisor decides a report; both sides are told",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = DecisionBody.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReportView.Outcome.class)))
    @PostMapping("/reports/{report}/decision")
    ResponseEntity<String> decide(HttpCommand command, @PathVariable String report) {
        return decide(command, report, DECISION, ReportCommand.Decide::new);
    }

    @Operation(
            summary = "The side that a decision went against contests it, once",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = ContestBody.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReportView.Outcome.class)))
    @ApiResponse(responseCode = "422", description = "An emergency, or no text")
    @PostMapping("/reports/{report}/contest")
    ResponseEntity<String> contest(HttpCommand command, @PathVariable String report) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR);
        limits.spend(caller, "reports");
        ContestBody body = command.body(ContestBody.class);
        String text = words.sound(caller, body.text(), body.noEmergency());
        Stored<Report> stored = visible(caller, report);
        Contest contest = new Contest(
                ReportWords.side(caller), caller.person(), reports.closed(text, stored.id(), CONTEST), reports.now());
        return handle(command, stored, new ReportCommand.ContestDecision(contest));
    }

    @Operation(
            summary = "Another supervisor answers a contest, for good",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = DecisionBody.class))))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = ReportView.Outcome.class)))
    @PostMapping("/reports/{report}/final-decision")
    ResponseEntity<String> decideFinally(HttpCommand command, @PathVariable String report) {
        return decide(command, report, LAST_DECISION, ReportCommand.DecideFinally::new);
    }

    private ResponseEntity<String> decide(
            HttpCommand command, String report, String which, Function<Verdict, ReportCommand> meant) {
        Caller caller = command.caller().mustBe(Role.SUPERVISOR);
        limits.spend(caller, "report-decisions");
        DecisionBody body = command.body(DecisionBody.class);
        Verdict.Outcome outcome = ReportWords.known(Verdict.Outcome.class, body.outcome(), "outcome");
        String reason = body.reason();
        if (reason == null || reason.isBlank()) {
            throw Problem.of("reason-missing").field("reason").exception();
        }
        ReportWords.mustBeShort(reason, "reason");
        Instant now = reports.now();
        Instant barredUntil = barredUntil(outcome, body.barDays(), now);
        Stored<Report> stored = visible(caller, report);
        Verdict verdict =
                new Verdict(outcome, reports.closed(reason, stored.id(), which), caller.person(), barredUntil, now);
        return handle(command, stored, meant.apply(verdict));
    }

    private ResponseEntity<String> handle(HttpCommand command, Stored<Report> stored, ReportCommand meant) {
        return command.respond(
                200,
                ReportView.Outcome::of,
                ReportProblems::of,
                answer -> reports.handle(stored, command.key(), meant, answer));
    }

    private static @Nullable Instant barredUntil(Verdict.Outcome outcome, @Nullable Integer days, Instant now) {
        if (outcome != Verdict.Outcome.END_AND_BAR && days == null) {
            return null;
        }
        if (outcome != Verdict.Outcome.END_AND_BAR || days == null || days < 1 || days > LONGEST_BAR) {
            throw Problem.of("bar-malformed")
                    .field("barDays")
                    .with("longest", LONGEST_BAR)
                    .exception();
        }
        return now.plus(Duration.ofDays(days));
    }

    /** Returns the report if the caller may know of it. */
    private Stored<Report> visible(Caller caller, String report) {
        return Filing.requestOf(report)
                .filter(request -> caller.role() == Role.SUPERVISOR || pairs.isParty(caller, request.pair()))
                .flatMap(_ -> reports.find(caller.hospital(), report))
                .filter(stored -> stored.state() instanceof Report.Filed filed
                        && (caller.role() == Role.SUPERVISOR
                                || ReportAggregate.isSeenBy(ReportWords.side(caller), filed)))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static Document filter(Caller caller, @Nullable String state) {
        return switch (caller.role()) {
            case PATIENT, FAMILY ->
                new Document(Reports.PATIENT, KnownPairs.patient(caller).value());
            case DOCTOR -> new Document(Reports.DOCTOR, caller.person());
            case SUPERVISOR -> new Document("state._t", new Document("$in", List.of(stored(String.valueOf(state)))));
            case STAFF, SYSTEM, OPERATOR -> throw Problem.notFound().exception();
        };
    }

    private static String stored(String state) {
        return switch (state) {
            case "DECIDED" -> Report.Decided.class.getSimpleName();
            case "FINAL" -> Report.Final.class.getSimpleName();
            default ->
                throw Problem.of("unknown-state")
                        .field("state")
                        .with("known", "WAITING, DECIDED, FINAL")
                        .exception();
        };
    }

    private static Report.Filed filed(Stored<Report> stored) {
        if (stored.state() instanceof Report.Filed filed) {
            return filed;
        }
        throw new IllegalStateException("stored before it was filed");
    }

    private static ReportView.Viewer viewer(Caller caller) {
        return new ReportView.Viewer(
                caller.role() == Role.SUPERVISOR ? null : ReportWords.side(caller), caller.person());
    }
}
