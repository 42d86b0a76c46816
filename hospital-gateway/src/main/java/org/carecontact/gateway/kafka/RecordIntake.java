package org.carecontact.gateway.kafka;

import com.mongodb.MongoException;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.carecontact.events.HospitalMessage;
import org.carecontact.gateway.dialects.Door;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.intake.Objection;
import org.carecontact.gateway.refused.Reason;
import org.carecontact.gateway.refused.Refusals;
import org.carecontact.gateway.refused.RefusedMessage;
import org.carecontact.gateway.refused.Replayer;
import org.carecontact.gateway.values.PlainIds;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Takes one record in its feed's dialect, whether it comes by the topic or is replayed. */
@Component
final class RecordIntake implements Replayer {

    private static final Logger log = LoggerFactory.getLogger(RecordIntake.class);

    /** Of bytes that are no message, so many are shown. */
    private static final int SHOWN = 64;

    private final EventCodec codec;
    private final Reports reports;
    private final Intake intake;
    private final Refusals refusals;
    private final InboundProperties properties;
    private final Clock clock;

    RecordIntake(Reports reports, Intake intake, Refusals refusals, InboundProperties properties, Kernel kernel) {
        this.codec = kernel.events();
        this.reports = reports;
        this.intake = intake;
        this.refusals = refusals;
        this.properties = properties;
        this.clock = kernel.clock();
    }

    /**
     * Returns when what a record says is durable, or the record is kept among the refused ones.
     *
     * @param value null for a record without one
     * @throws RuntimeException when it can be neither now; it may come again
     */
    void take(Feed feed, byte @Nullable [] value) {
        long started = System.nanoTime();
        @Nullable HospitalMessage message = null;
        try {
            message = decoded(feed, value);
            feed.meters().heard(sender(message), message.getSentAt(), clock.instant());
            List<Warning> warnings = stored(feed, message);
            warnings.forEach(warning -> feed.meters().warned(warning.place()));
            answered(feed, message, "AA");
        } catch (RecordRefused refused) {
            refuse(feed, message, value, refused.reason());
        } finally {
            feed.meters().took(System.nanoTime() - started);
        }
    }

    /** Keeps a record that fails each time although the store is there, so that those behind it can go on. */
    void giveUp(Feed feed, byte @Nullable [] value) {
        @Nullable HospitalMessage message;
        try {
            message = decoded(feed, value);
        } catch (RecordRefused _) {
            message = null;
        }
        refuse(
                feed,
                message,
                value,
                new Reason("AE", "", "It fails each time; tell the operator, and replay it afterwards"));
    }

    /** Whether a later try may succeed whatever the record says. */
    static boolean isOutage(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MongoException || cause instanceof RegistryUnavailable) {
                return true;
            }
        }
        return false;
    }

    private HospitalMessage decoded(Feed feed, byte @Nullable [] value) throws RecordRefused {
        if (value != null && value.length > properties.largestMessage().toBytes()) {
            throw RecordRefused.ofKind(
                    "", "A message has at most " + properties.largestMessage().toBytes() + " bytes");
        }
        try {
            if (codec.decode(Objects.requireNonNull(feed.file().topic()), value) instanceof HospitalMessage message) {
                return message;
            }
        } catch (EventCodec.Poison _) {
            throw RecordRefused.ofKind(
                    "", "Confluent's wire format: 0, the 4-byte id of a registered schema, a HospitalMessage in Avro");
        }
        throw RecordRefused.ofKind("", "A HospitalMessage");
    }

    private List<Warning> stored(Feed feed, HospitalMessage message) throws RecordRefused {
        Reports.Meaning meaning = reports.read(feed, message, clock.instant());
        Optional<Objection> objection = intake.take(feed.hospital(), meaning.statement());
        if (objection.isPresent()) {
            throw RecordRefused.of(objection.get());
        }
        return meaning.warnings();
    }

    private void refuse(Feed feed, @Nullable HospitalMessage message, byte @Nullable [] value, Reason reason) {
        String id = message == null ? "" : PlainIds.message(message.getMessageId());
        log.atWarn()
                .addKeyValue("hospital", feed.hospital())
                .addKeyValue("feed", feed.file().name())
                .addKeyValue("answer", reason.answer())
                .addKeyValue("place", reason.place())
                .addKeyValue("messageId", id)
                .log("a record was refused");
        refusals.keepOrFail(
                feed,
                new RefusedMessage(
                        message == null ? "" : sender(message),
                        id,
                        message == null ? List.of() : Plain.patients(message),
                        reason,
                        value == null ? new byte[0] : value));
        answered(feed, message, reason.answer());
    }

    private void answered(Feed feed, @Nullable HospitalMessage message, String answer) {
        Instant now = clock.instant();
        feed.meters().answered(answer, now);
        if (message != null) {
            feed.meters().answered(sender(message), answer);
        }
    }

    private static String sender(HospitalMessage message) {
        return PlainIds.sender(Reports.sender(message));
    }

    @Override
    public Set<Door> doors() {
        return Set.of(Door.KAFKA);
    }

    @Override
    public Outcome replay(Feed feed, byte[] message) {
        try {
            var _ = stored(feed, decoded(feed, message));
            return new Outcome.Taken();
        } catch (RecordRefused refused) {
            return new Outcome.RefusedAgain(refused.reason());
        } catch (RuntimeException e) {
            log.atWarn()
                    .addKeyValue("feed", feed.file().id())
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("a record could not be replayed now");
            return new Outcome.NotNow();
        }
    }

    @Override
    public String text(Feed feed, byte[] message) {
        try {
            return Plain.of(decoded(feed, message));
        } catch (RecordRefused | RuntimeException _) {
            return message.length + " bytes: " + HexFormat.of().formatHex(message, 0, Math.min(SHOWN, message.length));
        }
    }
}
