package org.carecontact.gateway.soap;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.intake.Objection;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.refused.Reason;
import org.carecontact.gateway.refused.Refusals;
import org.carecontact.gateway.refused.RefusedMessage;
import org.carecontact.gateway.refused.Replayer.Outcome;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.gateway.values.Timestamps;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

// Longer than 300 lines: one call, from its bytes to its answer.
/** Answers the messages of one feed; AA only after the message is durable. */
final class Exchange {

    /**
     * What goes back.
     *
     * @param status of HTTP
     * @param retryAfter in seconds; 0 where the same need not come again
     */
    record Reply(int status, String contentType, String body, int retryAfter) {}

    private static final Logger log = LoggerFactory.getLogger(Exchange.class);
    private static final Logger security = LoggerFactory.getLogger("security");
    private static final Pattern LOGGED = Pattern.compile("[\\x21-\\x7e]{1,64}");
    private static final int SENT_AGAIN_AFTER_SECONDS = 10;
    private static final String NOT_NOW = "暂时无法保存，请稍后重发同一消息。The message can't be stored now; send it again later";
    private static final String NO_XML = "请求不是合式的 XML，或与其声明的字符编码不符。Well-formed XML in the encoding that it declares";

    private final Feed feed;
    private final Intake intake;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Refusals refusals;
    private final Clock clock;

    Exchange(
            Feed feed,
            Intake intake,
            Prints prints,
            PersonalValues values,
            Births births,
            Refusals refusals,
            Clock clock) {
        this.feed = feed;
        this.intake = intake;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.refusals = refusals;
        this.clock = clock;
    }

    /** The message cannot be stored now. */
    private static final class NotNow extends Exception {
        private static final long serialVersionUID = 1L;

        NotNow() {
            super("not now", null, false, false);
        }
    }

    /** The answer to one request. */
    Reply answer(Post post) {
        Dialect dialect = feed.dialect(); // it may change with the next message
        try {
            return answer(post, dialect);
        } catch (SoapFault fault) {
            feed.meters().answered("fault", clock.instant());
            log.atWarn()
                    .addKeyValue("hospital", feed.hospital())
                    .addKeyValue("feed", feed.file().name())
                    .log("a request was no SOAP call of ours");
            return new Reply(
                    fault.version().statusOfSendersFault(),
                    fault.version().contentType(),
                    Envelope.fault(fault.version(), true, fault.reason()),
                    0);
        }
    }

    private Reply answer(Post post, Dialect dialect) throws SoapFault {
        SoapVersion version = SoapVersion.ofContentType(post.contentType());
        String text = BodyText.of(post.body(), post.contentType()).orElseThrow(() -> new SoapFault(version, NO_XML));
        Envelope call;
        try {
            call = Envelope.of(Xml.read(text), post.contentType());
        } catch (XmlRefused e) {
            if (e.attack().isEmpty()) {
                throw new SoapFault(version, NO_XML);
            }
            return said(Envelope.unknown(version), V3Message.UNREADABLE, forbidden(e, V3Message.UNREADABLE), dialect);
        }
        return taken(post, call, dialect);
    }

    /** Takes a call that was refused before, and answers nobody. */
    Outcome replay(Post post) {
        try {
            Envelope call = Envelope.of(
                    Xml.read(BodyText.of(post.body(), post.contentType()).orElseThrow(Exchange::notXml)),
                    post.contentType());
            var _ = taken(call.action(), message(call), feed.dialect());
            return new Outcome.Taken();
        } catch (Refusal refusal) {
            return new Outcome.RefusedAgain(reason(refusal));
        } catch (SoapFault | XmlRefused _) {
            return new Outcome.RefusedAgain(reason(notXml()));
        } catch (NotNow _) {
            return new Outcome.NotNow();
        }
    }

    private Reply taken(Post post, Envelope call, Dialect dialect) {
        V3Message message = V3Message.UNREADABLE;
        Acknowledgement answer;
        try {
            message = message(call);
            heard(message, dialect);
            answer = taken(call.action(), message, dialect);
            if (answer.isNotUsed()) {
                feed.meters().notUsed();
            }
        } catch (XmlRefused e) {
            message = V3Message.of(e.begun());
            answer = e.attack().isEmpty() ? kept(post, notXml(), message, dialect) : forbidden(e, message);
        } catch (Refusal refusal) {
            answer = kept(post, refusal, message, dialect);
        } catch (NotNow _) {
            feed.meters().unanswered();
            return new Reply(
                    503,
                    call.version().contentType(),
                    Envelope.fault(call.version(), false, NOT_NOW),
                    SENT_AGAIN_AFTER_SECONDS);
        }
        return said(call, message, answer, dialect);
    }

    private Reply said(Envelope call, V3Message message, Acknowledgement answer, Dialect dialect) {
        Instant now = clock.instant();
        counted(message, answer, now);
        return new Reply(
                200, call.version().contentType(), call.answer(answer.message(message, now, dialect.zone())), 0);
    }

    private void counted(V3Message message, Acknowledgement answer, Instant now) {
        feed.meters().answered(answer.code(), now);
        if (Messages.isSender(message.from())) {
            feed.meters().answered(message.from(), answer.code());
        }
        answer.warnings().forEach(warning -> feed.meters().warned(warning.place()));
    }

    /** The message of a call: XML, or XML as text, be it escaped once more. */
    static V3Message message(Envelope call) throws XmlRefused {
        if (call.xml() != null) {
            return V3Message.of(call.xml());
        }
        String text = BodyText.unmarked(call.text() == null ? "" : call.text());
        if (text.startsWith("&lt;")) {
            text = BodyText.unmarked(Xml.read("<text>" + text + "</text>").rawText());
        }
        return V3Message.of(Xml.read(text));
    }

    private Acknowledgement taken(String action, V3Message message, Dialect dialect) throws Refusal, NotNow {
        return switch (messages(dialect).read(action, message, clock.instant())) {
            case Meaning.NotUsed _ -> Acknowledgement.notUsed();
            case Meaning.Says(var statements, var warnings) -> {
                Optional<Objection> objection = stored(statements);
                if (objection.isPresent()) {
                    throw refusal(objection.get());
                }
                yield Acknowledgement.accept(warnings);
            }
        };
    }

    private void heard(V3Message message, Dialect dialect) {
        if (Messages.isSender(message.from())) {
            feed.meters()
                    .heard(
                            message.from(),
                            Timestamps.span(message.creationTime(), dialect.zone())
                                    .map(Timestamps.Span::from)
                                    .orElse(null),
                            clock.instant());
        }
    }

    private Messages messages(Dialect dialect) {
        return new Messages(feed.hospital(), dialect, prints, values, births, feed.meters()::unmapped);
    }

    /** One after the other: each is idempotent, so a message that stops half-way comes again. */
    private Optional<Objection> stored(List<Statement> statements) throws NotNow {
        try {
            for (Statement statement : statements) {
                Optional<Objection> objection = intake.take(feed.hospital(), statement);
                if (objection.isPresent()) {
                    return objection;
                }
            }
            return Optional.empty();
        } catch (RuntimeException e) {
            // Whatever it is, the message is not known to be stored and may come again.
            log.atWarn()
                    .addKeyValue("hospital", feed.hospital())
                    .addKeyValue("feed", feed.file().name())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a message could not be stored now");
            throw new NotNow();
        }
    }

    private static Refusal refusal(Objection objection) {
        return switch (objection) {
            case MESSAGE_ID_REUSED ->
                Refusal.ofContent(
                        Detail.DUPLICATE_KEY,
                        "id",
                        "消息流水号重复，而内容不同。",
                        "A message id of its own: this one came with other content");
            case VISIT_OF_ANOTHER_PATIENT ->
                Refusal.ofContent(Detail.UNKNOWN_KEY, "patient/id", "该就诊属于另一名患者。", "The patient whose visit it is");
            case NO_SUCH_VISIT ->
                Refusal.ofContent(
                        Detail.UNKNOWN_KEY, "encounterEvent/id", "未收到过该就诊。", "A visit that was told of before");
            case NO_SURVIVOR ->
                Refusal.ofContent(
                        Detail.UNKNOWN_KEY,
                        "priorRegisteredRole/id",
                        "被合并的患者与保留的患者相同，或已合并。",
                        "Another patient than subject1/patient names, not merged into it");
        };
    }

    static Refusal notXml() {
        return Refusal.ofContent(
                Detail.SYNTAX,
                "message",
                "message 不是合式的 XML。",
                "Well-formed XML of HL7 V3 in message, as text, in CDATA or as elements");
    }

    private Acknowledgement kept(Post post, Refusal refusal, V3Message message, Dialect dialect) {
        refusals.keep(
                feed,
                () -> new RefusedMessage(
                        message.from(),
                        message.messageId(),
                        messages(dialect).patients(message),
                        reason(refusal),
                        post.kept()));
        return refused(refusal, message);
    }

    private static Reason reason(Refusal refusal) {
        return new Reason(
                refusal.answer(), refusal.detail().place(), refusal.detail().english());
    }

    private Acknowledgement refused(Refusal refusal, V3Message message) {
        log.atWarn()
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("feed", feed.file().name())
                .addKeyValue("answer", refusal.answer())
                .addKeyValue("place", refusal.detail().place())
                .addKeyValue("error", refusal.detail().code())
                .addKeyValue("messageId", logged(message.messageId()))
                .log("a message was rejected");
        return Acknowledgement.refuse(refusal);
    }

    private Acknowledgement forbidden(XmlRefused attack, V3Message message) {
        security.atWarn()
                .addKeyValue("event", "xml-" + attack.attack())
                .addKeyValue("outcome", "AR")
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("feed", feed.file().name())
                .log("refused");
        return refused(attack(), message);
    }

    static Refusal attack() {
        return Refusal.ofKind(
                Detail.SYNTAX,
                "message",
                "不接收 DOCTYPE、实体以及过深或过大的 XML。",
                "XML without a DOCTYPE or entities, at most " + Xml.DEEPEST + " elements deep and with at most "
                        + Xml.MOST_ATTRIBUTES + " attributes an element");
    }

    private static String logged(String id) {
        return LOGGED.matcher(id).matches() && !CitizenNumbers.isOne(id) ? id : "";
    }
}
