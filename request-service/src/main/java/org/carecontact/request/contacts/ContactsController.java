package org.carecontact.request.contacts;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.request.channels.ChannelProblems;
import org.carecontact.request.channels.KnownChannels;
import org.carecontact.request.pairs.Alternatives;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.request.pairs.LandingProperties;
import org.carecontact.request.pairs.RequestProblems;
import org.carecontact.request.pairs.RequestView;
import org.carecontact.request.pairs.WeChatIds;
import org.carecontact.request.pairs.domain.Contact;
import org.carecontact.request.pairs.domain.Hold;
import org.carecontact.request.pairs.domain.Hours;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairDecider;
import org.carecontact.request.phrases.Wording;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
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
     * A channel with the terms of its use.
     *
     * @param link the hospital's landing page of this channel; null for a doctor's own WeChat, which no page leads to
     * @param session the sessions at WeCom; null where the hospital keeps them elsewhere
     */
    record Channel(
            RequestId request,
            String channel,
            Wording name,
            @Nullable String link,
            @Nullable Hours hours,
            List<String> obligations,
            Instant endsAt,
            List<Wording> rules,
            KnownChannels.@Nullable View session) {}

    /** @param id the doctor's own WeChat id */
    record WeChat(String id) {}

    /** What the doctor says of the person who scanned the QR code. */
    record Confirmation(@Nullable Boolean patient) {}

    private final KnownPairs pairs;
    private final ConsentInForce consents;
    private final LandingProperties landing;
    private final Alternatives alternatives;
    private final MaintenanceRules rules;
    private final KnownChannels channels;
    private final WeChatIds weChatIds;
    private final Limits limits;

    ContactsController(
            KnownPairs pairs,
            ConsentInForce consents,
            LandingProperties landing,
            Alternatives alternatives,
            MaintenanceRules rules,
            KnownChannels channels,
            WeChatIds weChatIds,
            Limits limits) {
        this.pairs = pairs;
        this.consents = consents;
        this.landing = landing;
        this.alternatives = alternatives;
        this.rules = rules;
        this.channels = channels;
        this.weChatIds = weChatIds;
        this.limits = limits;
    }

    @Operation(
            summary = "Show the channel, if the consent is in force at this moment",
            description = "Asks consent-service each time, in the caller's name; without its yes nothing is shown.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = Channel.class)))
    @ApiResponse(responseCode = "409", description = "The contact is not in force")
    @ApiResponse(responseCode = "503", description = "Consent-service can't be asked now")
    @GetMapping("/{request}/channel")
    Channel channel(Caller caller, @PathVariable RequestId request) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR);
        limits.spend(caller, "channels");
        Contact contact = inForce(caller, request).contact();
        return new Channel(
                request,
                contact.channel(),
                rules.nameOf(contact.channel()),
                PairDecider.PERSONAL.equals(contact.channel())
                        ? null
                        : landing.of(caller.hospital(), contact.channel()),
                contact.hours(),
                contact.obligations(),
                contact.endsAt(),
                rules.all(),
                channels.view(caller.hospital(), request, caller.role() == Role.DOCTOR)
                        .orElse(null));
    }

    @Operation(
            summary = "Show the patient's side the doctor's own WeChat id, once",
            description =
                    "Only while contact and consent are in force. A repetition under the same key shows it again.",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = WeChat.class)))
    @ApiResponse(responseCode = "409", description = "The doctor told none, or it was shown; or not in force")
    @PostMapping("/{request}/wechat")
    ResponseEntity<String> weChat(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY);
        limits.spend(caller, "channels");
        String sealed = inForce(caller, request).sealedWeChat();
        // What is kept for repetitions is the sealed id.
        ResponseEntity<String> kept = command.respond(
                200,
                (Pair _) -> String.valueOf(sealed),
                RequestProblems::of,
                answer -> pairs.handle(
                        caller,
                        command.key(),
                        request,
                        new PairCommand.ShowWeChat(request.number(), KnownPairs.party(caller), pairs.now()),
                        answer));
        String said = String.valueOf(kept.getBody()).replace("\"", "");
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .contentType(MediaType.APPLICATION_JSON)
                .body(command.render(new WeChat(weChatIds.opened(request, said))));
    }

    /** Returns the contact if it and its consent are in force at this moment, or throws the problem. */
    private Pair.InContact inForce(Caller caller, RequestId request) {
        ConsentInForce.Answer inForce = consents.ask(request, caller.token());
        if (inForce == ConsentInForce.Answer.UNKNOWN) {
            throw Problem.of("consent-not-known").exception();
        }
        // Read after consent-service answered: an end that was acknowledged meanwhile counts.
        Pair.Known pair = pairs.visible(caller, request);
        if (pair instanceof Pair.Suspended at) {
            throw RequestProblems.suspended(at.holds().stream().map(Hold::cause).toList())
                    .exception();
        }
        if (inForce == ConsentInForce.Answer.YES
                && pair instanceof Pair.InContact in
                && pairs.now().isBefore(in.contact().endsAt())) {
            return in;
        }
        throw Problem.of("contact-not-in-force").exception();
    }

    @Operation(
            summary = "Begin a session after one that a side left, with a new QR code",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KnownChannels.View.class)))
    @PostMapping("/{request}/session")
    ResponseEntity<String> begin(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR);
        limits.spend(caller, "sessions");
        inForce(caller, request);
        return command.respond(
                200,
                channels.seenBy(caller.role() == Role.DOCTOR),
                ChannelProblems::of,
                answer -> channels.renew(caller.hospital(), command.key(), request, answer));
    }

    @Operation(
            summary = "The doctor says whether the person who scanned the QR code is the patient",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @RequestBody(content = @Content(schema = @Schema(implementation = Confirmation.class)))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = KnownChannels.View.class)))
    @PostMapping("/{request}/session/confirmation")
    ResponseEntity<String> confirm(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.DOCTOR);
        limits.spend(caller, "confirmations");
        Boolean patient = command.body(Confirmation.class).patient();
        if (patient == null) {
            throw Problem.of("confirmation-missing").field("patient").exception();
        }
        pairs.visible(caller, request);
        return command.respond(
                200,
                channels.seenBy(true),
                ChannelProblems::of,
                answer -> channels.confirm(caller.hospital(), command.key(), request, patient, answer));
    }

    @Operation(
            summary = "End a contact, by either side, with one tap",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = RequestView.Outcome.class)))
    @PostMapping("/{request}/end")
    ResponseEntity<String> end(HttpCommand command, @PathVariable RequestId request) {
        Caller caller = command.caller().mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF);
        limits.spend(caller, "ends");
        return handle(
                command, request, new PairCommand.EndContact(request.number(), KnownPairs.party(caller), pairs.now()));
    }

    private ResponseEntity<String> handle(HttpCommand command, RequestId request, PairCommand meant) {
        Caller caller = command.caller();
        return command.respond(
                200,
                (Pair pair) -> RequestView.Outcome.of(
                        KnownPairs.known(pair), some -> alternatives.working(caller.hospital(), some)),
                RequestProblems::of,
                answer -> pairs.handle(caller, command.key(), request, meant, answer));
    }
}
