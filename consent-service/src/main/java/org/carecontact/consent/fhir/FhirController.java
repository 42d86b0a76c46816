package org.carecontact.consent.fhir;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.carecontact.consent.consents.HospitalConsents;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.schemas.ids.RequestId;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A hospital's consents as FHIR R4, for systems of the hospital; nothing can be changed here. */
@RestController
@RequestMapping(
        path = "/fhir",
        produces = {FhirController.FHIR_JSON, MediaType.APPLICATION_JSON_VALUE})
final class FhirController {

    static final String FHIR_JSON = "application/fhir+json";

    private static final String CONSENT = "Consent/";
    private static final String FAILURES = "A refusal is an OperationOutcome.";

    private final HospitalConsents consents;
    private final Clock clock;

    FhirController(HospitalConsents consents, Clock clock) {
        this.consents = consents;
        this.clock = clock;
    }

    @Operation(summary = "What can be read here, as a CapabilityStatement", description = FAILURES)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/metadata")
    Element metadata(HttpServletRequest http) {
        Query.checkFormat(http);
        return Capabilities.statement(
                Query.base(http), FhirController.class.getPackage().getImplementationVersion());
    }

    @Operation(summary = "A consent, as a Consent", description = FAILURES)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/Consent/{request}")
    Element consent(Caller caller, @PathVariable RequestId request, HttpServletRequest http) {
        return ConsentMapper.resource(known(caller, request, http), clock.instant());
    }

    @Operation(
            summary = "The hospital's consents, the last change that is longest ago first, as a Bundle",
            description = FAILURES)
    @Parameter(
            name = ConsentSearch.PATIENT,
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string"),
            description = "The hospital's id of the patient")
    @Parameter(
            name = ConsentSearch.PATIENT_IDENTIFIER,
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string"),
            description = "The same as system|value")
    @Parameter(
            name = ConsentSearch.LAST_UPDATED,
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string"),
            description = "A date or time with eq, gt, ge, lt or le; may stand there twice")
    @Parameter(
            name = ConsentSearch.COUNT,
            in = ParameterIn.QUERY,
            schema = @Schema(type = "integer"),
            description = "How many at most; never more than 100")
    @Parameter(
            name = ConsentSearch.CURSOR,
            in = ParameterIn.QUERY,
            schema = @Schema(type = "string"),
            description = "As the link to the next page has it")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/Consent")
    Element consents(Caller caller, HttpServletRequest http) {
        caller.mustBe(Role.SYSTEM);
        Query query = Query.of(http, "Consent", ConsentSearch.PARAMETERS);
        return new ConsentSearch(consents, caller.hospital(), query).bundle(clock.instant());
    }

    @Operation(summary = "The receipt of a consent, as a Provenance", description = FAILURES)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/Provenance/{request}")
    Element provenance(Caller caller, @PathVariable RequestId request, HttpServletRequest http) {
        return ProvenanceMapper.resources(known(caller, request, http)).stream()
                .findFirst()
                .orElseThrow(() -> Problem.notFound().exception());
    }

    @Operation(
            summary = "The receipt of a consent, if it was signed, as a Bundle of Provenance",
            description = FAILURES)
    @Parameter(
            name = "target",
            in = ParameterIn.QUERY,
            required = true,
            schema = @Schema(type = "string"),
            description = "Consent/ and its id")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/Provenance")
    Element provenances(Caller caller, HttpServletRequest http) {
        return about(caller, http, "Provenance", "target", ProvenanceMapper::resources);
    }

    @Operation(summary = "One thing that happened to a consent, as an AuditEvent", description = FAILURES)
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/AuditEvent/{event}")
    Element auditEvent(Caller caller, @PathVariable String event, HttpServletRequest http) {
        caller.mustBe(Role.SYSTEM);
        Query.checkFormat(http);
        return RequestId.parse(event.substring(0, Math.max(0, event.lastIndexOf('-'))))
                .flatMap(request -> consents.find(caller.hospital(), request))
                .stream()
                .flatMap(consent -> AuditEvents.resources(consent).stream())
                .filter(resource -> event.equals(resource.members().get("id")))
                .findFirst()
                .orElseThrow(() -> Problem.notFound().exception());
    }

    @Operation(
            summary = "What happened to a consent, the oldest first, as a Bundle of AuditEvents",
            description = FAILURES)
    @Parameter(
            name = "entity",
            in = ParameterIn.QUERY,
            required = true,
            schema = @Schema(type = "string"),
            description = "Consent/ and its id")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(type = "object")))
    @GetMapping("/AuditEvent")
    Element auditEvents(Caller caller, HttpServletRequest http) {
        return about(caller, http, "AuditEvent", "entity", AuditEvents::resources);
    }

    private Known known(Caller caller, RequestId request, HttpServletRequest http) {
        caller.mustBe(Role.SYSTEM);
        Query.checkFormat(http);
        return consents.find(caller.hospital(), request)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    /** Finds resources about one consent; none when the hospital has no such consent. */
    private Element about(
            Caller caller,
            HttpServletRequest http,
            String type,
            String parameter,
            Function<Known, List<Element>> resources) {
        caller.mustBe(Role.SYSTEM);
        Query query = Query.of(http, type, List.of(parameter));
        String expected = CONSENT + "ID";
        String text = query.needed(parameter, expected);
        String reference = text.startsWith(query.base() + "/")
                ? text.substring(query.base().length() + 1)
                : text;
        if (!reference.startsWith(CONSENT) || reference.length() == CONSENT.length()) {
            throw Query.bad(parameter, expected);
        }
        Optional<Known> consent = RequestId.parse(reference.substring(CONSENT.length()))
                .flatMap(request -> consents.find(caller.hospital(), request));
        return Searchset.whole(query, consent.map(resources).orElse(List.of()), clock.instant());
    }
}
