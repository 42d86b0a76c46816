package org.carecontact.consent;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.consent.domain.Consent;
import org.carecontact.consent.domain.ConsentCommand;
import org.carecontact.consent.domain.ConsentCommand.AskForConsent;
import org.carecontact.consent.domain.ConsentCommand.CloseConsent;
import org.carecontact.consent.domain.ConsentEvent;
import org.carecontact.consent.domain.ConsentRejection;
import org.carecontact.consent.domain.DocumentKind;
import org.carecontact.consent.domain.Matter;
import org.carecontact.consent.domain.Signer;
import org.carecontact.events.Assessment;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.springframework.kafka.annotation.KafkaListener;

/** Hears when policy lets a request go on to the signature, and when a request or its contact is over. */
class CareContactEventsListener {

    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents;
    private final Inbox<ConsentCommand> inbox;
    private final Clock clock;
    private final Duration toSign;

    CareContactEventsListener(
            Kernel kernel,
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents,
            Clock clock,
            Duration toSign) {
        this.consents = consents;
        this.inbox = kernel.inbox(consents, this::meaning);
        this.clock = clock;
        this.toSign = toSign;
    }

    @KafkaListener(topics = {"carecontact.decisions", "carecontact.requests"})
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        inbox.accept(records);
    }

    private List<Addressed<ConsentCommand>> meaning(Received received) {
        return switch (received.payload()) {
            case PolicyPrechecked e
            when e.getAssessment().getOutcome() == PolicyOutcome.PERMIT -> List.of(asking(received, e.getAssessment()));
            case RequestWithdrawn e -> List.of(closing(received, e.getRequest()));
            case RequestExpired e -> List.of(closing(received, e.getRequest()));
            case RequestDeclined e -> List.of(closing(received, e.getRequest()));
            case ContactEnded e -> List.of(closing(received, e.getRequest()));
            // Most are redirected by the pre-check and never came here: not worth a document.
            case RequestRedirected e when wasAsked(e.getRequest()) -> List.of(closing(received, e.getRequest()));
            default -> List.of();
        };
    }

    /** A redirection that follows a permitting pre-check follows a consent too, which is durable by then. */
    private boolean wasAsked(ContactRequest request) {
        return consents.find(request.getHospital(), request.getRequest()).isPresent();
    }

    private Addressed<ConsentCommand> asking(Received received, Assessment assessment) {
        if (!Pairs.ofRequest(assessment.getRequest()).equals(assessment.getPair())) {
            throw new IllegalArgumentException("a request of another pair");
        }
        Instant now = clock.instant();
        Matter matter = new Matter(
                assessment.getHospital(),
                assessment.getPair(),
                assessment.getRequest(),
                assessment.getNumber(),
                assessment.getPatient(),
                assessment.getDoctor(),
                Signer.valueOf(assessment.getSigner()),
                assessment.getDocuments().stream().map(DocumentKind::valueOf).toList());
        return addressed(
                received, matter.hospital(), matter.request(), new AskForConsent(matter, now.plus(toSign), now));
    }

    private Addressed<ConsentCommand> closing(Received received, ContactRequest request) {
        return addressed(received, request.getHospital(), request.getRequest(), new CloseConsent(clock.instant()));
    }

    private static Addressed<ConsentCommand> addressed(
            Received received, String hospital, String request, ConsentCommand command) {
        return new Addressed<>(hospital, request, received.service(), received.sequence(), List.of(command));
    }
}
