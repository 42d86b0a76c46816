package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.carecontact.gateway.adt.Acknowledgement;
import org.carecontact.gateway.adt.Adt;
import org.carecontact.gateway.adt.Block;
import org.carecontact.gateway.adt.Charsets;
import org.carecontact.gateway.adt.Fault;
import org.carecontact.gateway.adt.Header;
import org.carecontact.gateway.adt.Meaning;
import org.carecontact.gateway.adt.Refusal;
import org.carecontact.gateway.adt.Sender;
import org.carecontact.gateway.encounters.EncounterAggregate;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.gateway.encounters.domain.EncounterRejection.ControlIdReused;
import org.carecontact.gateway.encounters.domain.EncounterRejection.VisitOfAnotherPatient;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** Answers one hospital's messages; AA only after the message is durable. */
final class Feed implements ReceivingApplication<Message> {

    private static final Logger log = LoggerFactory.getLogger(Feed.class);
    private static final Pattern LOGGED_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern END = Pattern.compile("\r\n|\n");

    /** The store is away. */
    private static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow() {
            super("not now", null, false, false);
        }
    }

    private final Sender sender;
    private final Adt adt;
    private final Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters;
    private final FeedMeters meters;
    private final Clock clock;

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
    }

    Sender sender() {
        return sender;
    }

    FeedMeters meters() {
        return meters;
    }

    /** The answer to one block. */
    Answer answer(byte[] bytes, DataSize largest) {
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
            if (bytes.length > largest.toBytes()) {
                return new Answer(tooLarge(bytes, largest), false);
            }
            Block block = Block.of(bytes);
            List<byte[]> answers = new ArrayList<>();
            for (byte[] message : block.messages()) {
                answers.addAll(one(message));
            }
            return new Answer(block.isBatch() ? List.of(batch(block, answers)) : answers, false);
        } catch (NotNow _) {
            return Answer.NONE;
        } finally {
            meters.took(System.nanoTime() - started);
        }
    }

    private List<byte[]> tooLarge(byte[] bytes, DataSize largest) {
        byte[] message = Block.of(bytes).messages().stream().findFirst().orElse(bytes);
        Header header = Header.of(Charsets.header(message));
        Refusal refusal = Refusal.ofKind(
                ErrorCode.APPLICATION_INTERNAL_ERROR,
                "MSH",
                0,
                "A message has at most " + largest.toBytes() + " bytes");
        return said(header, refused(header, refusal), StandardCharsets.ISO_8859_1);
    }

    private List<byte[]> one(byte[] message) throws NotNow {
        Header header = Header.of(Charsets.header(message));
        Charset charset = StandardCharsets.ISO_8859_1;
        Acknowledgement answer;
        try {
            if (Block.hasFraming(message)) {
                throw Refusal.ofContent(
                        ErrorCode.DATA_TYPE_ERROR, "MSH", 0, "No byte 0x0B within a message: it begins a block");
            }
            charset = Charsets.of(header, sender.dialect());
            // CR ends a segment; senders that write lines are understood too.
            String text = END.matcher(Charsets.decode(message, charset)).replaceAll("\r");
            header = Header.of(text);
            answer = taken(header, text);
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
        return said(header, answer, charset);
    }

    private List<byte[]> said(Header header, Acknowledgement answer, Charset charset) {
        Instant now = clock.instant();
        meters.answered(answer.code(), now);
        return answer.messages(header, now, sender.dialect().zone()).stream()
                .map(text -> text.getBytes(charset))
                .toList();
    }

    private Acknowledgement taken(Header header, String text) throws Refusal, NotNow {
        Meaning meaning = adt.read(header, text, clock.instant());
        return switch (meaning) {
            case Meaning.NotUsed _ -> {
                meters.notUsed();
                yield Acknowledgement.notUsed();
            }
            case Meaning.AboutVisit(var command, var warnings) -> {
                @Nullable EncounterRejection rejection;
                try {
                    rejection = stored(command);
                } catch (RuntimeException e) {
                    // Whatever it is, the message is not known to be stored and may come again.
                    log.atWarn()
                            .addKeyValue("hospital", sender.hospital())
                            .addKeyValue("error", e.getClass().getSimpleName())
                            .log("a message could not be stored now");
                    yield notNow();
                }
                if (rejection != null) {
                    throw refusal(rejection);
                }
                yield Acknowledgement.accept(warnings);
            }
        };
    }

    private Acknowledgement notNow() throws NotNow {
        if (!sender.dialect().answersWithoutStore()) {
            meters.unanswered();
            throw new NotNow();
        }
        return Acknowledgement.notNow();
    }

    private @Nullable EncounterRejection stored(EncounterCommand command) {
        Reply<Encounter, EncounterRejection> reply = encounters.handle(
                sender.hospital(),
                EncounterAggregate.id(sender.hospital(), command.report().visit()),
                command);
        return switch (reply) {
            case Reply.Done<Encounter, EncounterRejection> _ -> null;
            case Reply.Refused<Encounter, EncounterRejection>(var reason) -> reason;
            case Reply.Repeated<Encounter, EncounterRejection> _,
                    Reply.KeyReused<Encounter, EncounterRejection> _,
                    Reply.KeyExpired<Encounter, EncounterRejection> _ ->
                throw new IllegalStateException("messages have no idempotency key");
        };
    }

    private static Refusal refusal(EncounterRejection reason) {
        return switch (reason) {
            case ControlIdReused _ ->
                Refusal.ofContent(
                        ErrorCode.DUPLICATE_KEY_IDENTIFIER,
                        "MSH",
                        10,
                        "A control id of its own: this one came with other content");
            case VisitOfAnotherPatient _ ->
                Refusal.ofContent(ErrorCode.UNKNOWN_KEY_IDENTIFIER, "PID", 3, "The patient whose visit PV1-19 is");
        };
    }

    private Acknowledgement refused(Header header, Refusal refusal) {
        Fault fault = refusal.fault();
        log.atWarn()
                .addKeyValue("hospital", sender.hospital())
                .addKeyValue("answer", refusal.answer().name())
                .addKeyValue("place", fault.place())
                .addKeyValue("error", fault.code().getCode())
                .addKeyValue("controlId", LOGGED_ID.matcher(header.controlId()).matches() ? header.controlId() : "")
                .log("a message was rejected");
        return Acknowledgement.refuse(refusal);
    }

    /** A batch of the answers, in one block; BHS-12 names the batch that they answer. */
    private static byte[] batch(Block block, List<byte[]> answers) {
        Header batch = Header.of("MSH" + block.head().getLast().substring(3));
        String separator = String.valueOf(batch.separator());
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        String head = String.join(
                separator,
                "BHS",
                batch.field(2),
                batch.field(5),
                batch.field(6),
                batch.field(3),
                batch.field(4),
                "",
                "",
                "",
                "",
                "",
                batch.field(11));
        all.writeBytes((head + "\r").getBytes(StandardCharsets.ISO_8859_1));
        answers.forEach(all::writeBytes);
        all.writeBytes(("BTS" + separator + answers.size() + "\r").getBytes(StandardCharsets.ISO_8859_1));
        return all.toByteArray();
    }
}
