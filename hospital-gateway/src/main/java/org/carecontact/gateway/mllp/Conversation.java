package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.hl7v2.Acknowledgement;
import org.carecontact.gateway.hl7v2.Block;
import org.carecontact.gateway.hl7v2.Charsets;
import org.carecontact.gateway.hl7v2.Fault;
import org.carecontact.gateway.hl7v2.Header;
import org.carecontact.gateway.hl7v2.Meaning;
import org.carecontact.gateway.hl7v2.Messages;
import org.carecontact.gateway.hl7v2.Refusal;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.intake.Objection;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** Answers the messages of one feed; AA only after the message is durable. */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);
    private static final Pattern LOGGED_ID = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final Pattern END = Pattern.compile("\r\n|\n");

    /** The store is away. */
    private static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow() {
            super("not now", null, false, false);
        }
    }

    private final Feed feed;
    private final Intake intake;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Clock clock;

    Conversation(Feed feed, Intake intake, Prints prints, PersonalValues values, Births births, Clock clock) {
        this.feed = feed;
        this.intake = intake;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.clock = clock;
    }

    /** The answer to one block. */
    Answer answer(byte[] bytes, DataSize largest) {
        long started = System.nanoTime();
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
            feed.meters().took(System.nanoTime() - started);
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
        return said(feed.dialect(), header, refused(header, refusal), StandardCharsets.ISO_8859_1);
    }

    private List<byte[]> one(byte[] message) throws NotNow {
        Dialect dialect = feed.dialect(); // it may change with the next message
        Header header = Header.of(Charsets.header(message));
        Charset charset = StandardCharsets.ISO_8859_1;
        Acknowledgement answer;
        try {
            if (Block.hasFraming(message)) {
                throw Refusal.ofContent(
                        ErrorCode.DATA_TYPE_ERROR, "MSH", 0, "No byte 0x0B within a message: it begins a block");
            }
            Charset named = Charsets.of(header, message, dialect);
            // CR ends a segment; senders that write lines are understood too.
            String text = END.matcher(Charsets.decode(message, named)).replaceAll("\r");
            charset = named;
            header = Header.of(text);
            answer = taken(dialect, header, text);
        } catch (Refusal refusal) {
            answer = refused(header, refusal);
        }
        return said(dialect, header, answer, charset);
    }

    private List<byte[]> said(Dialect dialect, Header header, Acknowledgement answer, Charset charset) {
        Instant now = clock.instant();
        feed.meters().answered(answer.code().name(), now);
        return answer.messages(header, now, dialect.zone()).stream()
                .map(text -> text.getBytes(charset))
                .toList();
    }

    private Acknowledgement taken(Dialect dialect, Header header, String text) throws Refusal, NotNow {
        Instant now = clock.instant();
        feed.meters().heard(header.sender(), Messages.sentAt(header, dialect).orElse(null), now);
        return switch (new Messages(feed.hospital(), dialect, prints, values, births).read(header, text, now)) {
            case Meaning.NotUsed _ -> {
                feed.meters().notUsed();
                yield Acknowledgement.notUsed();
            }
            case Meaning.Says(var statements, var warnings) -> {
                Optional<Objection> objection;
                try {
                    objection = stored(statements);
                } catch (RuntimeException e) {
                    // Whatever it is, the message is not known to be stored and may come again.
                    log.atWarn()
                            .addKeyValue("hospital", feed.hospital())
                            .addKeyValue("feed", feed.file().name())
                            .addKeyValue("error", e.getClass().getSimpleName())
                            .log("a message could not be stored now");
                    yield notNow(dialect);
                }
                if (objection.isPresent()) {
                    throw refusal(objection.get());
                }
                yield Acknowledgement.accept(warnings);
            }
        };
    }

    /** One after the other: each is idempotent, so a message that stops half-way comes again. */
    private Optional<Objection> stored(List<Statement> statements) {
        for (Statement statement : statements) {
            Optional<Objection> objection = intake.take(feed.hospital(), statement);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
    }

    private Acknowledgement notNow(Dialect dialect) throws NotNow {
        if (!dialect.answersWithoutStore()) {
            feed.meters().unanswered();
            throw new NotNow();
        }
        return Acknowledgement.notNow();
    }

    private static Refusal refusal(Objection objection) {
        return switch (objection) {
            case MESSAGE_ID_REUSED ->
                Refusal.ofContent(
                        ErrorCode.DUPLICATE_KEY_IDENTIFIER,
                        "MSH",
                        10,
                        "A control id of its own: this one came with other content");
            case VISIT_OF_ANOTHER_PATIENT ->
                Refusal.ofContent(
                        ErrorCode.UNKNOWN_KEY_IDENTIFIER,
                        "PID",
                        3,
                        "The patient whose visit PV1-19 is, or a move (A45)");
            case NO_SUCH_VISIT ->
                Refusal.ofContent(ErrorCode.UNKNOWN_KEY_IDENTIFIER, "MRG", 5, "A visit that was told of before");
            case NO_SURVIVOR ->
                Refusal.ofContent(
                        ErrorCode.UNKNOWN_KEY_IDENTIFIER,
                        "MRG",
                        1,
                        "Another patient than PID-3 names, not merged into it");
        };
    }

    private Acknowledgement refused(Header header, Refusal refusal) {
        Fault fault = refusal.fault();
        log.atWarn()
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("feed", feed.file().name())
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
