package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.AcknowledgmentCode;
import ca.uhn.hl7v2.ErrorCode;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.hl7v2.Acknowledgement;
import org.carecontact.gateway.hl7v2.Block;
import org.carecontact.gateway.hl7v2.Charsets;
import org.carecontact.gateway.hl7v2.Decoded;
import org.carecontact.gateway.hl7v2.Fault;
import org.carecontact.gateway.hl7v2.Header;
import org.carecontact.gateway.hl7v2.Messages;
import org.carecontact.gateway.hl7v2.Refusal;
import org.carecontact.gateway.refused.Refusals;
import org.carecontact.gateway.values.PlainIds;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.util.unit.DataSize;

/** Answers the messages of one feed; AA only after the message is durable. */
final class Conversation {

    private static final Logger log = LoggerFactory.getLogger(Conversation.class);

    /** The store is away. */
    private static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow() {
            super("not now", null, false, false);
        }
    }

    private final Feed feed;
    private final Understanding understanding;
    private final Refusals refusals;
    private final Clock clock;

    Conversation(Feed feed, Understanding understanding, Refusals refusals, Clock clock) {
        this.feed = feed;
        this.understanding = understanding;
        this.refusals = refusals;
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
        Dialect dialect = feed.dialect();
        heard(dialect, header);
        if (understanding.isPassedOver(feed, dialect, header)) { // as a report with a picture in it
            feed.meters().notUsed();
            return said(dialect, header, Acknowledgement.notUsed(), StandardCharsets.ISO_8859_1);
        }
        return said(dialect, header, refused(dialect, header, bytes, refusal), StandardCharsets.ISO_8859_1);
    }

    private List<byte[]> one(byte[] message) throws NotNow {
        Dialect dialect = feed.dialect(); // it may change with the next message
        Decoded decoded;
        try {
            decoded = Decoded.of(message, dialect);
        } catch (Refusal refusal) {
            Header header = Header.of(Charsets.header(message));
            heard(dialect, header);
            return said(dialect, header, refused(dialect, header, message, refusal), StandardCharsets.ISO_8859_1);
        }
        Header header = decoded.header();
        heard(dialect, header);
        Acknowledgement answer;
        try {
            answer = taken(dialect, header, decoded.text());
        } catch (Refusal refusal) {
            answer = refused(dialect, header, message, refusal);
        }
        return said(dialect, header, answer, decoded.charset());
    }

    /** Without a header nobody knows who it was. */
    private void heard(Dialect dialect, Header header) {
        if (!header.fields().isEmpty()) {
            feed.meters()
                    .heard(header.sender(), Messages.sentAt(header, dialect).orElse(null), clock.instant());
        }
    }

    private List<byte[]> said(Dialect dialect, Header header, Acknowledgement answer, Charset charset) {
        Instant now = clock.instant();
        counted(header, answer, now);
        return answer.messages(header, now, dialect.zone()).stream()
                .map(text -> text.getBytes(charset))
                .toList();
    }

    private void counted(Header header, Acknowledgement answer, Instant now) {
        String code = answer.code().name();
        feed.meters().answered(code, now);
        if (!header.fields().isEmpty()) {
            feed.meters().answered(header.sender(), code);
        }
        if (answer.code() == AcknowledgmentCode.AA) {
            answer.faults().forEach(warning -> feed.meters().warned(warning.place()));
        }
    }

    private Acknowledgement taken(Dialect dialect, Header header, String text) throws Refusal, NotNow {
        try {
            Acknowledgement answer = understanding.take(feed, dialect, header, text);
            if (answer.note() != null) {
                feed.meters().notUsed();
            }
            return answer;
        } catch (RuntimeException e) {
            // Whatever it is, the message is not known to be stored and may come again.
            log.atWarn()
                    .addKeyValue("hospital", feed.hospital())
                    .addKeyValue("feed", feed.file().name())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a message could not be stored now");
            return notNow(dialect);
        }
    }

    private Acknowledgement notNow(Dialect dialect) throws NotNow {
        if (!dialect.answersWithoutStore()) {
            feed.meters().unanswered();
            throw new NotNow();
        }
        return Acknowledgement.notNow();
    }

    private Acknowledgement refused(Dialect dialect, Header header, byte[] message, Refusal refusal) {
        Fault fault = refusal.fault();
        log.atWarn()
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("feed", feed.file().name())
                .addKeyValue("answer", refusal.answer().name())
                .addKeyValue("place", fault.place())
                .addKeyValue("error", fault.code().getCode())
                .addKeyValue("controlId", PlainIds.message(header.controlId()))
                .log("a message was rejected");
        refusals.keep(feed, () -> understanding.refused(feed, dialect, header, message, refusal));
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
