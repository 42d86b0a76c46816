package org.carecontact.gateway.mllp;

import ca.uhn.hl7v2.ErrorCode;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.hl7v2.Acknowledgement;
import org.carecontact.gateway.hl7v2.Decoded;
import org.carecontact.gateway.hl7v2.Fault;
import org.carecontact.gateway.hl7v2.Header;
import org.carecontact.gateway.hl7v2.Meaning;
import org.carecontact.gateway.hl7v2.Messages;
import org.carecontact.gateway.hl7v2.Refusal;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.intake.Objection;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.refused.Reason;
import org.carecontact.gateway.refused.RefusedMessage;
import org.carecontact.gateway.refused.Replayer;
import org.carecontact.gateway.values.Births;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.values.Prints;
import org.carecontact.kernel.Kernel;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Reads a message in its feed's dialect and stores what it says, whether it comes by the port or is replayed. */
@Component
final class Understanding implements Replayer {

    private static final Logger log = LoggerFactory.getLogger(Understanding.class);

    private final Intake intake;
    private final Prints prints;
    private final PersonalValues values;
    private final Births births;
    private final Clock clock;

    Understanding(Intake intake, Prints prints, PersonalValues values, Births births, Kernel kernel) {
        this.intake = intake;
        this.prints = prints;
        this.values = values;
        this.births = births;
        this.clock = kernel.clock();
    }

    /**
     * Returns the answer to a message that is durable, or not needed; a note says the latter.
     *
     * @throws RuntimeException when it can't be stored now
     */
    Acknowledgement take(Feed feed, Dialect dialect, Header header, String text) throws Refusal {
        return switch (messages(feed, dialect).read(header, text, clock.instant())) {
            case Meaning.NotUsed _ -> Acknowledgement.notUsed();
            case Meaning.Says(var statements, var warnings) -> {
                Optional<Objection> objection = stored(feed, statements);
                if (objection.isPresent()) {
                    throw refusal(objection.get());
                }
                yield Acknowledgement.accept(warnings);
            }
        };
    }

    /** Whether a message of this header is acknowledged without being read. */
    boolean isPassedOver(Feed feed, Dialect dialect, Header header) {
        return messages(feed, dialect).isPassedOver(header);
    }

    private Messages messages(Feed feed, Dialect dialect) {
        return new Messages(feed.hospital(), dialect, prints, values, births, feed.meters()::unmapped);
    }

    /** One after the other: each is idempotent, so a message that stops half-way comes again. */
    private Optional<Objection> stored(Feed feed, List<Statement> statements) {
        for (Statement statement : statements) {
            Optional<Objection> objection = intake.take(feed.hospital(), statement);
            if (objection.isPresent()) {
                return objection;
            }
        }
        return Optional.empty();
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

    /** What is kept of a message that is refused. */
    RefusedMessage refused(Feed feed, Dialect dialect, Header header, byte[] message, Refusal refusal) {
        return new RefusedMessage(
                header.sender(),
                header.controlId(),
                List.copyOf(messages(feed, dialect).patients(header, Decoded.shown(message, dialect))),
                reason(refusal),
                message);
    }

    private static Reason reason(Refusal refusal) {
        Fault fault = refusal.fault();
        return new Reason(refusal.answer().name(), fault.place(), fault.remedy());
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.HL7_V2);
    }

    @Override
    public Outcome replay(Feed feed, byte[] message) {
        Dialect dialect = feed.dialect();
        try {
            Decoded decoded = Decoded.of(message, dialect);
            var _ = take(feed, dialect, decoded.header(), decoded.text());
            return new Outcome.Taken();
        } catch (Refusal refusal) {
            return new Outcome.RefusedAgain(reason(refusal));
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("feed", feed.file().id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a message could not be replayed now");
            return new Outcome.NotNow();
        }
    }

    @Override
    public String text(Feed feed, byte[] message) {
        return CitizenNumbers.without(Decoded.shown(message, feed.dialect()));
    }
}
