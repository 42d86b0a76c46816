package org.carecontact.request;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.domain.Contact;
import org.carecontact.request.domain.Hours;
import org.carecontact.request.domain.Pair;
import org.carecontact.request.domain.PairCommand;
import org.carecontact.request.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/contacts")
@Tag(name = "contacts")
final class ContactsController {

    /**
     * A channel as it is shown, together with the terms it comes on.
     *
     * @param link the hospital's landing page of this channel
     */
    record Channel(
            String request,
            String channel,
            Wording name,
            String link,
            @Nullable Hours hours,
            List<String> obligations,
            Instant endsAt,
            List<Wording> rules) {}

    private final Requests requests;
    private final ConsentInForce consents;
    private final LandingProperties landing;

    ContactsController(Requests requests, ConsentInForce consents, LandingProperties landing) {
        this.requests = requests;
        this.consents = consents;
        this.landing = landing;
    }

    @Operation(
            summary = "Show the channel, if the consent is in force at this moment",
            description = "Asks consent-service each time, in the caller's name; without its yes nothing is shown.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Channel.class)))
    @ApiResponse(responseCode = "409", description = "The contact is not in force")
    @ApiResponse(responseCode = "503", description = "Consent-service can't be asked now")
    @GetMapping("/{request}/channel")
    Channel channel(Caller caller, @PathVariable String request) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR);
        ConsentInForce.Answer inForce = consents.ask(request, caller.token());
        if (inForce == ConsentInForce.Answer.UNKNOWN) {
            throw Problem.of(503, "consent-not-known", "Whether the consent is in force can't be found out now")
                    .remedy("请稍后再试。Try again shortly; nothing is shown without a consent in force.")
                    .exception();
        }
        // Read after consent-service answered: an end that was acknowledged meanwhile counts.
        Pair.Known pair = requests.visible(caller, request);
        if (inForce == ConsentInForce.Answer.YES
                && pair instanceof Pair.InContact(var _, Contact contact)
                && requests.now().isBefore(contact.endsAt())) {
            return new Channel(
                    request,
                    contact.channel(),
                    MaintenanceRules.nameOf(contact.channel()),
                    landing.of(caller.hospital(), contact.channel()),
                    contact.hours(),
                    contact.obligations(),
                    contact.endsAt(),
                    MaintenanceRules.ALL);
        }
        throw Problem.of(409, "contact-not-in-force", "There is no contact in force on this request")
                .remedy("可重新提出申请,或使用医院的其他渠道。Ask anew, or use the hospital's other channels.")
                .exception();
    }

    @Operation(
            summary = "End a contact, by either side, with one tap",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/end")
    ResponseEntity<String> end(HttpCommand command, @PathVariable String request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF);
        Function<Pair, String> answer = pair -> command.render(RequestView.Outcome.of(Requests.known(pair)));
        return command.respond(
                requests.handle(
                        caller,
                        command.key(),
                        request,
                        number -> new PairCommand.EndContact(number, Requests.party(caller), requests.now()),
                        answer),
                200,
                answer,
                Refusals::face);
    }
}
