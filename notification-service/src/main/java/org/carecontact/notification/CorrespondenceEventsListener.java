package org.carecontact.notification;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.domain.Addressee;
import org.carecontact.notification.domain.Correspondence;
import org.carecontact.notification.domain.CorrespondenceCommand;
import org.carecontact.notification.domain.CorrespondenceEvent;
import org.carecontact.notification.domain.CorrespondenceRejection;
import org.carecontact.notification.domain.News;
import org.carecontact.notification.domain.Parties;
import org.carecontact.notification.domain.SealedCode;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** What happens to consents and requests, as far as people are told. */
@Component
final class CorrespondenceEventsListener {

    private final Kernel kernel;
    private final Pairs pairs;
    private final Dispatcher dispatcher;
    private final Inbox<CorrespondenceCommand> inbox;

    CorrespondenceEventsListener(
            Kernel kernel,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Pairs pairs,
            Dispatcher dispatcher) {
        this.kernel = kernel;
        this.pairs = pairs;
        this.dispatcher = dispatcher;
        this.inbox = kernel.inbox(correspondences, this::meaning);
    }

    @KafkaListener(
            topics = {"carecontact.consents", "carecontact.requests"},
            groupId = "${spring.application.name}-correspondences")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        dispatcher.awaitRoom();
        inbox.accept(records);
    }

    private List<Addressed<CorrespondenceCommand>> meaning(Received received) {
        return switch (received.payload()) {
            case ConsentAsked e -> about(received, e.getConsent(), new News.SignatureWanted(signer(e.getConsent())));
            case SigningCodeIssued e ->
                about(
                        received,
                        e.getConsent(),
                        new News.CodeIssued(
                                signer(e.getConsent()), e.getIssue(), code(e.getSealedCode(), e.getExpiresAt())));
            case ConsentRefused e -> about(received, e.getConsent(), new News.ConsentEnded());
            case ConsentWithdrawn e -> about(received, e.getConsent(), new News.ConsentEnded());
            case ConsentLapsed e -> about(received, e.getConsent(), new News.ConsentEnded());
            case ConsentExpired e -> about(received, e.getConsent(), new News.ConsentEnded());
            case DoctorAsked e -> about(received, e.getRequest(), new News.DoctorWanted());
            case ContactGranted e ->
                about(
                        received,
                        e.getRequest(),
                        new News.Granted(
                                side(e.getRequest()),
                                "RULES".equals(e.getRequest().getAnsweredBy())));
            case RequestRedirected e -> about(received, e.getRequest(), new News.Redirected(side(e.getRequest())));
            case RequestDeclined e -> about(received, e.getRequest(), new News.Declined(side(e.getRequest())));
            case RequestExpired e -> about(received, e.getRequest(), new News.Expired(side(e.getRequest())));
            case RequestWithdrawn e -> about(received, e.getRequest(), new News.Withdrawn());
            case ContactEnded e -> about(received, e.getRequest(), new News.ContactEnded(side(e.getRequest())));
            default -> List.of(); // a submission and a signature are nobody's news yet
        };
    }

    private List<Addressed<CorrespondenceCommand>> about(Received received, Consent consent, News news) {
        return about(
                received,
                new Parties(
                        consent.getHospital(),
                        consent.getPair(),
                        consent.getRequest(),
                        consent.getPatient(),
                        consent.getDoctor()),
                news);
    }

    private List<Addressed<CorrespondenceCommand>> about(Received received, ContactRequest request, News news) {
        return about(
                received,
                new Parties(
                        request.getHospital(),
                        request.getPair(),
                        request.getRequest(),
                        request.getPatient(),
                        request.getDoctor()),
                news);
    }

    private List<Addressed<CorrespondenceCommand>> about(Received received, Parties parties, News news) {
        String pair = pairs.id(parties.hospital(), parties.patient(), parties.doctor());
        if (!pair.equals(parties.pair()) || !pair.equals(Pairs.ofRequest(parties.request()))) {
            throw new EventCodec.Poison("a request that is not of its hospital, patient and doctor");
        }
        return List.of(new Addressed<>(
                parties.hospital(),
                parties.request(),
                received.service(),
                received.sequence(),
                List.of(new CorrespondenceCommand.Hear(
                        parties, news, kernel.clock().instant()))));
    }

    private static Addressee signer(Consent consent) {
        return switch (consent.getSigner()) {
            case "PATIENT" -> Addressee.PATIENT;
            case "GUARDIAN", "FAMILY" -> Addressee.GUARDIAN;
            default -> throw new IllegalArgumentException("unknown signer");
        };
    }

    /** Whoever asked; the signer, once known, is told instead. */
    private static Addressee side(ContactRequest request) {
        return request.getRequester().equals("FAMILY") ? Addressee.GUARDIAN : Addressee.PATIENT;
    }

    private static SealedCode code(ByteBuffer sealed, Instant expiresAt) {
        byte[] bytes = new byte[sealed.remaining()];
        sealed.duplicate().get(bytes);
        return new SealedCode(Base64.getEncoder().encodeToString(bytes), expiresAt);
    }
}
