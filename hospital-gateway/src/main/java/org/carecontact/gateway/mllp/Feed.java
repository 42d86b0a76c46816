package org.carecontact.gateway.mllp;

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
import org.carecontact.gateway.adt.Acknowledgement;
import org.carecontact.gateway.adt.Adt;
import org.carecontact.gateway.adt.Fault;
import org.carecontact.gateway.adt.Header;
import org.carecontact.gateway.adt.Refusal;
import org.carecontact.gateway.adt.Sender;
import org.carecontact.gateway.encounters.EncounterAggregate;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.gateway.encounters.domain.EncounterRejection.ControlIdReused;
import org.carecontact.gateway.encounters.domain.EncounterRejection.FromTheFuture;
import org.carecontact.gateway.encounters.domain.EncounterRejection.VisitOfAnotherPatient;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers one hospital's messages; AA only after the message is durable. */
final class Feed implements ReceivingApplication<Message> {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);

    private final Sender sender;
    private final Adt adt;
    private final Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters;
    private final FeedMeters meters;
    private final Clock clock;
    private final PipeParser encoder;

    Feed(
            Sender sender,
            Adt adt,
            Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters,
            FeedMeters meters,
            Clock clock) {
        this.sender = sender;
        this.adt = adt;
        this.encounters = encounters;
        this.meters = meters;
        this.clock = clock;
        DefaultHapiContext context = new DefaultHapiContext();
        context.setValidationContext(ValidationContextFactory.noValidation());
        this.encoder = new PipeParser(context);
    }

    Sender sender() {
        return sender;
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
        return answer.message(header, now, sender.zone());
    }

    /** Returns the answer to bytes that did not even become text. */
    String refuse(Header header, Fault fault) {
        Instant now = clock.instant();
        meters.answered(AcknowledgmentCode.AR, now);
        rejected(fault);
        try {
            return encoder.encode(Acknowledgement.reject(fault).message(header, now, sender.zone()));
        } catch (HL7Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private Acknowledgement answer(Header header, String text, Instant now) {
        try {
            Adt.Meaning meaning = adt.read(header, text, now);
            Reply<Encounter, EncounterRejection> reply = encounters.handle(
                    sender.hospital(), EncounterAggregate.id(sender.hospital(), meaning.visit()), meaning.command());
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
            // Whatever failed, the message may not be stored and may come again.
            log.atWarn()
                    .addKeyValue("hospital", sender.hospital())
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
                .addKeyValue("hospital", sender.hospital())
                .addKeyValue("place", fault.place())
                .addKeyValue("error", fault.code().getCode())
                .log("a message was rejected");
    }
}
