package org.carecontact.gateway;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.ErrorCode;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.parser.PipeParser;
import ca.uhn.hl7v2.protocol.MetadataKeys;
import ca.uhn.hl7v2.protocol.ReceivingApplication;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import org.carecontact.gateway.domain.Encounter;
import org.carecontact.gateway.domain.EncounterCommand;
import org.carecontact.gateway.domain.EncounterEvent;
import org.carecontact.gateway.domain.EncounterRejection;
import org.carecontact.gateway.domain.EncounterRejection.ControlIdReused;
import org.carecontact.gateway.domain.EncounterRejection.FromTheFuture;
import org.carecontact.gateway.domain.EncounterRejection.VisitOfAnotherPatient;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One hospital's messages: each is answered, and AA only after it is durable. */
final class Feed implements ReceivingApplication<Message> {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    private final GatewayProperties.Port port;
    private final Adt adt;
    private final Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters;
    private final FeedMeters meters;
    private final Clock clock;
    private final PipeParser encoder;

    Feed(
            GatewayProperties.Port port,
            Adt adt,
            Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters,
            FeedMeters meters,
            Clock clock) {
        this.port = port;
        this.adt = adt;
        this.encounters = encounters;
        this.meters = meters;
        this.clock = clock;
        DefaultHapiContext context = new DefaultHapiContext();
        context.setValidationContext(ValidationContextFactory.noValidation());
        this.encoder = new PipeParser(context);
    }

    GatewayProperties.Port port() {
        return port;
    }

    FeedMeters meters() {
        return meters;
    }

    @Override
    public boolean canProcess(Message message) {
        return true;
    }

    @Override
    public Message processMessage(Message unread, Map<String, Object> metadata) {
        String text = String.valueOf(metadata.get(MetadataKeys.IN_RAW_MESSAGE));
        Header header = Header.of(text);
        Instant now = clock.instant();
        long started = System.nanoTime();
        Acknowledgement answer = answer(header, text, now);
        meters.took(System.nanoTime() - started);
        meters.answered(answer.code(), now);
        return answer.message(header, now, port.zone());
    }

    /** The answer to what did not even become text. */
    String refuse(Header header, Fault fault) {
        Instant now = clock.instant();
        meters.answered(AcknowledgmentCode.AR, now);
        rejected(fault);
        try {
            return encoder.encode(Acknowledgement.reject(fault).message(header, now, port.zone()));
        } catch (HL7Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Acknowledgement answer(Header header, String text, Instant now) {
        try {
            Adt.Meaning meaning = adt.read(header, text, now);
            var reply = encounters.handle(
                    port.hospital(), Encounters.id(port.hospital(), meaning.visit()), meaning.command());
            return switch (reply) {
                case Reply.Done<Encounter, EncounterRejection> _ -> Acknowledgement.accept(meaning.warnings());
                case Reply.Refused<Encounter, EncounterRejection>(var reason) -> throw refusal(reason);
                case Reply.Repeated<Encounter, EncounterRejection> _,
                        Reply.KeyReused<Encounter, EncounterRejection> _,
                        Reply.KeyExpired<Encounter, EncounterRejection> _ ->
                    throw new IllegalStateException("messages have no idempotency key");
            };
        } catch (Refusal refusal) {
            rejected(refusal.fault());
            return Acknowledgement.reject(refusal.fault());
        } catch (RuntimeException e) {
            // Whatever it is, the message is not known to be stored and may come again.
            log.atWarn()
                    .addKeyValue("hospital", port.hospital())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a message could not be stored now");
            return Acknowledgement.notNow();
        }
    }

    private static Refusal refusal(EncounterRejection reason) {
        return switch (reason) {
            case ControlIdReused _ ->
                new Refusal(
                        ErrorCode.DUPLICATE_KEY_IDENTIFIER,
                        "MSH",
                        10,
                        "A control id of its own: this one came with other content");
            case VisitOfAnotherPatient _ ->
                new Refusal(ErrorCode.UNKNOWN_KEY_IDENTIFIER, "PID", 3, "The patient whose visit PV1-19 is");
            case FromTheFuture _ ->
                new Refusal(ErrorCode.DATA_TYPE_ERROR, "EVN", 2, "A time that is at most a day ahead of ours");
        };
    }

    private void rejected(Fault fault) {
        log.atWarn()
                .addKeyValue("hospital", port.hospital())
                .addKeyValue("place", fault.place())
                .addKeyValue("error", fault.code().getCode())
                .log("a message was rejected");
    }
}
