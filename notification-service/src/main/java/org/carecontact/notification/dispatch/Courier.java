package org.carecontact.notification.dispatch;

import com.mongodb.MongoException;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.correspondence.domain.Attempt;
import org.carecontact.notification.correspondence.domain.Attempt.Called;
import org.carecontact.notification.correspondence.domain.Attempt.Deferred;
import org.carecontact.notification.correspondence.domain.Attempt.NotCalled;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.notification.correspondence.domain.Parties;
import org.carecontact.notification.dispatch.domain.MessageAllowance;
import org.carecontact.notification.recipients.PersonalKeys;
import org.carecontact.notification.recipients.RecipientAggregate;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.notification.recipients.domain.ContactPoint;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Hands one notice to the provider, or returns the reason why not. */
final class Courier {

    private static final Logger log = LoggerFactory.getLogger(Courier.class);
    private static final String SMS = "sms";

    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients;
    private final PersonalKeys keys;
    private final Seal seal;
    private final Templates templates;
    private final Provider provider;
    private final MessageAllowance allowance;
    private final BooleanSupplier resultsCanBePublished;
    private final Counter calls;
    private final Counter repeated;

    /**
     * Calls the provider for whoever asks.
     *
     * @param resultsCanBePublished while false the provider is not called: a result that can't be written would have it
     *     called again
     */
    Courier(
            Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients,
            PersonalKeys keys,
            Seal seal,
            Templates templates,
            Provider provider,
            MessageAllowance allowance,
            BooleanSupplier resultsCanBePublished,
            MeterRegistry meters) {
        this.recipients = recipients;
        this.keys = keys;
        this.seal = seal;
        this.templates = templates;
        this.provider = provider;
        this.allowance = allowance;
        this.resultsCanBePublished = resultsCanBePublished;
        this.calls = counter(meters, Metric.PROVIDER_CALLS);
        this.repeated = counter(meters, Metric.PROVIDER_CALLS_REPEATED);
    }

    private static Counter counter(MeterRegistry meters, Metric metric) {
        return Counter.builder(metric.id()).description(metric.description()).register(meters);
    }

    /**
     * Makes the attempt of an open intent.
     *
     * @throws MongoException when the recipient can't be read; the provider was not called
     */
    Attempt attempt(Ongoing ongoing, Notice notice, int number, Instant now) {
        Optional<String> pointless = notice.pointless(ongoing.facts(), now);
        if (pointless.isPresent()) {
            return new NotCalled(notice.key(), number, pointless.get(), true); // the rules suppress the notice
        }
        if (!resultsCanBePublished.getAsBoolean()) {
            return new NotCalled(notice.key(), number, "registry-unavailable", true);
        }
        String hospital = ongoing.parties().hospital();
        String id = recipient(ongoing.parties(), notice.key().to());
        Recipient recipient = recipients.find(hospital, id).map(Stored::state).orElseGet(Recipient.Unheard::new);
        return switch (recipient) {
            case Recipient.Unheard _ -> new NotCalled(notice.key(), number, "unknown-recipient", true);
            case Recipient.Erased _ -> new NotCalled(notice.key(), number, "recipient-erased", false);
            case Recipient.Reachable(var _, var wrappedKey, var points, var _) -> {
                List<ContactPoint> own = points.stream()
                        .filter(point -> point.of() == notice.key().to())
                        .toList();
                if (own.isEmpty()) {
                    // A child may have no number of its own; all others get one with a later registration.
                    boolean mayComeLater = !notice.key().kind().isAboutFamily();
                    yield new NotCalled(notice.key(), number, "unknown-recipient", mayComeLater);
                }
                List<ContactPoint> open =
                        own.stream().filter(point -> point.refused().isEmpty()).toList();
                yield open.isEmpty()
                        ? new NotCalled(notice.key(), number, own.getFirst().refused(), false)
                        : call(ongoing, notice, number, id, wrappedKey, open, now);
            }
        };
    }

    private Attempt call(
            Ongoing ongoing,
            Notice notice,
            int number,
            String id,
            String wrappedKey,
            List<ContactPoint> open,
            Instant now) {
        ContactPoint way = open.getFirst();
        RequestId request = ongoing.parties().request();
        Message message;
        try {
            message = new Message(
                    providerKey(request, notice.key(), way.system()),
                    way.system(),
                    keys.stored(id, wrappedKey).open(way.ciphertext()),
                    templates.text(notice, request, code(request, notice), now));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            log.atError().addKeyValue("requestId", request).log("a contact point or a code can't be opened");
            return new NotCalled(notice.key(), number, "unreadable", false);
        }
        if (way.system().equals(SMS)) {
            Optional<Instant> until = allowance.take(id + "/" + way.of(), now);
            if (until.isPresent()) {
                return new Deferred(notice.key(), number, "too-many-messages", until.get());
            }
        }
        calls.increment();
        if (notice.unknownOutcomes() > 0) {
            repeated.increment();
        }
        CallOutcome outcome = send(message);
        if (outcome instanceof CallOutcome.Refused(var reason)) {
            noteRefusal(
                    ongoing.parties().hospital(), id, new RecipientCommand.NoteRefusal(way.of(), way.system(), reason));
        }
        boolean otherWay = open.stream().anyMatch(point -> !point.system().equals(way.system()));
        return new Called(notice.key(), number, way.system(), outcome, otherWay);
    }

    /** Spares the next notice this call; this notice settles without one. */
    private void noteRefusal(String hospital, String id, RecipientCommand.NoteRefusal refusal) {
        try {
            recipients.handle(hospital, id, refusal);
        } catch (MongoException e) {
            log.atWarn().addKeyValue("error", e.getClass().getSimpleName()).log("a refusal was not noted");
        }
    }

    private CallOutcome send(Message message) {
        try {
            return provider.send(message);
        } catch (RuntimeException e) {
            log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("the provider's client failed");
            return new CallOutcome.Unknown();
        }
    }

    private static String recipient(Parties parties, Addressee addressee) {
        return addressee == Addressee.DOCTOR
                ? RecipientAggregate.id(parties.hospital(), parties.doctor())
                : RecipientAggregate.id(parties.hospital(), parties.reached());
    }

    private @Nullable String code(RequestId request, Notice notice) {
        return notice.code() == null
                ? null
                : seal.open(Base64.getDecoder().decode(notice.code().sealed()), SealPurposes.code(request));
    }

    /** Returns the system of this attempt; another system means another message for the provider. */
    static String providerKey(RequestId request, NoticeKey notice, String system) {
        String key = request + "/" + notice.kind() + "/" + notice.to() + "/" + notice.issue();
        return system.equals(notice.to().usualSystem()) ? key : key + "/" + system;
    }
}
