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
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.request.pairs.domain.Contact;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.request.reports.domain.Category;
import org.carecontact.request.reports.domain.Filing;
import org.carecontact.request.reports.domain.Report;
import org.carecontact.request.reports.domain.ReportRejection;
import org.carecontact.request.reports.domain.Side;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Takes reports of either side of a contact. */
@RestController
@Tag(name = "reports")
final class FilingController {

    /**
     * What a side reports of the other.
     *
     * @param category OUT_OF_HOURS, ADVERTISING, HARASSMENT, GIFTS, DIVERSION or LEAK
     * @param text up to 500 characters; the other side never sees it
     * @param noEmergency true after the notice of an emergency, when there is none
     */
    record ReportBody(
            @Nullable String category,
            @Nullable String text,
            @Nullable Boolean noEmergency) {}

    private final Reports reports;
    private final PairEffects effects;
    private final KnownPairs pairs;
    private final ReportWords words;
    private final Duration after;
    private final Limits limits;

    FilingController(
            Reports reports,
            PairEffects effects,
            KnownPairs pairs,
            ReportWords words,
            ReportsProperties properties,
            Limits limits) {
        this.reports = reports;
        this.effects = effects;
        this.pairs = pairs;
        this.words = words;
        this.after = properties.after();
        this.limits = limits;
    }

    @Operation(
            summary = "Report a misuse by the other side of a contact",
            description =
                    "Harassment, diversion and leaks suspend the contact at once; all else waits for the decision.",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = ReportBody.class))))
    @ApiResponse(responseCode = "201", content = @Content(schema = @Schema(implementation = ReportView.Outcome.class)))
    @ApiResponse(responseCode = "409", description = "An earlier report waits, or there was no contact, or long ago")
    @ApiResponse(responseCode = "422", description = "An emergency, or a part of the report is missing")
    @PostMapping("/contacts/{request}/reports")
    ResponseEntity<String> report(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR);
        limits.spend(caller, "reports");
        ReportBody body = command.body(ReportBody.class);
        String text = words.sound(caller, body.text(), body.noEmergency());
        Category category = ReportWords.known(Category.class, body.category(), "category");
        Request about = reportable(pairs.visible(caller, request));
        Side by = ReportWords.side(caller);
        Instant now = reports.now();
        return command.respond(201, ReportView.Outcome::of, ReportProblems::of, answer -> {
            Reply<Report, ReportRejection> reply = reports.file(
                    command.key(),
                    by,
                    which -> new Filing(
                            caller.hospital(),
                            request,
                            about.patient(),
                            about.doctor(),
                            by,
                            caller.person(),
                            which,
                            category,
                            reports.closed(text, Filing.id(request, by, which), ReportWords.TEXT),
                            now),
                    answer);
            if (reply instanceof Reply.Done<Report, ReportRejection>(Report.Open open)) {
                effects.suspendAtOnce(open);
            }
            return reply;
        });
    }

    /** Returns the request if it led to a contact that did not end too long ago. */
    private Request reportable(Pair.Known pair) {
        Contact contact = switch (pair) {
            case Pair.Open _ -> null;
            case Pair.Granted in -> in.contact();
            case Pair.Settled over -> over.contact();
        };
        if (contact == null) {
            throw Problem.of("no-contact").exception();
        }
        Instant endedAt = contact.endedAt();
        if (endedAt != null && !reports.now().isBefore(endedAt.plus(after))) {
            throw Problem.of("too-late-to-report").with("days", after.toDays()).exception();
        }
        return pair.request();
    }
}
