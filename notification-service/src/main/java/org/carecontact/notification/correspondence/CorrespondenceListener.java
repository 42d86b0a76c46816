package org.carecontact.notification.correspondence;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.events.AskAgainPossible;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentAskedAnew;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentRenewed;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactReminderDue;
import org.carecontact.events.ContactRenewalMoved;
import org.carecontact.events.ContactRenewed;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.ContactResumed;
import org.carecontact.events.ContactSuspended;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PairCarried;
import org.carecontact.events.ReportDecided;
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
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Occasion;
import org.carecontact.notification.correspondence.domain.Parties;
import org.carecontact.notification.correspondence.domain.SealedCode;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.kafka.annotation.KafkaListener;
import org.springframework.stereotype.Component;

/** Reads the events of consents and requests of which people have to be told. */
@Component
final class CorrespondenceListener {

    /** The reason of a request that gave way to another of the same patient and doctor. */
    private static final String AWAY = "ABSENCE";

    /** A report has fewer events than that. */
    private static final int MOST_EVENTS = 100;

    private static final String OTHER_STAYS = "other-request-stays";

    private final Kernel kernel;
    private final Pairs pairs;
    private final DispatchRoom room;
    private final Inbox<CorrespondenceCommand> inbox;

    CorrespondenceListener(
            Kernel kernel,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Pairs pairs,
            DispatchRoom room) {
        this.kernel = kernel;
        this.pairs = pairs;
        this.room = room;
        this.inbox = kernel.inbox(correspondences, this::meaning);
    }

    @KafkaListener(
            topics = {Topics.CONSENTS, Topics.REQUESTS},
            groupId = "${spring.application.name}-correspondences")
    void on(List<ConsumerRecord<byte[], byte[]>> records) {
        room.await();
        inbox.accept(records);
    }

    private List<Addressed<CorrespondenceCommand>> meaning(Received received) {
        return switch (received.payload()) {
            case ContactRequestSubmitted e
            when isFamily(e.getRequest()) -> about(received, e.getRequest(), new Occasion.FamilyAsked());
            case ConsentSigned e
            when signer(e.getConsent()) == Addressee.GUARDIAN ->
                about(received, e.getConsent(), new Occasion.FamilySigned());
            case ConsentAsked e ->
                about(received, e.getConsent(), new Occasion.SignatureWanted(signer(e.getConsent())));
            case ConsentAskedAnew e -> about(received, e.getConsent(), askedAnew(received, e.getConsent()));
            case ConsentRenewed e ->
                about(
                        received,
                        e.getConsent(),
                        new Occasion.SignedAnew(
                                signer(e.getConsent()) == Addressee.GUARDIAN, Math.toIntExact(received.sequence())));
            case SigningCodeIssued e ->
                about(
                        received,
                        e.getConsent(),
                        new Occasion.CodeIssued(
                                signer(e.getConsent()),
                                e.getIssue(),
                                code(e.getSealedCode(), e.getExpiresAt()),
                                e.getConsent().getState() == ConsentState.SIGNED));
            case ConsentRefused e -> about(received, e.getConsent(), new Occasion.ConsentEnded());
            case ConsentWithdrawn e -> about(received, e.getConsent(), new Occasion.ConsentEnded());
            case ConsentLapsed e -> about(received, e.getConsent(), new Occasion.ConsentEnded());
            case ConsentExpired e -> about(received, e.getConsent(), new Occasion.ConsentEnded());
            case DoctorAsked e -> about(received, e.getRequest(), new Occasion.DoctorWanted());
            case ContactGranted e ->
                about(
                        received,
                        e.getRequest(),
                        new Occasion.Granted(
                                side(e.getRequest()),
                                "RULES".equals(e.getRequest().getAnsweredBy())));
            case RequestRedirected e -> about(received, e.getRequest(), new Occasion.Redirected(side(e.getRequest())));
            case RequestDeclined e -> about(received, e.getRequest(), new Occasion.Declined(side(e.getRequest())));
            case RequestExpired e -> about(received, e.getRequest(), new Occasion.Expired(side(e.getRequest())));
            case ContactReminderDue e ->
                about(received, e.getRequest(), new Occasion.ReminderDue(side(e.getRequest()), e.getWhich()));
            case ContactRenewalMoved e ->
                about(
                        received,
                        e.getRequest(),
                        new Occasion.RenewalMoved(
                                "ASKED".equals(e.getStep()) ? Addressee.DOCTOR : side(e.getRequest()),
                                Math.toIntExact(received.sequence())));
            case ContactRenewed e ->
                about(
                        received,
                        e.getRequest(),
                        new Occasion.RenewalMoved(side(e.getRequest()), Math.toIntExact(received.sequence())));
            case ContactSuspended e ->
                about(
                        received,
                        e.getRequest(),
                        new Occasion.ContactSuspended(
                                side(e.getRequest()), Math.toIntExact(received.sequence()), AWAY.equals(e.getCause())));
            case ContactResumed e ->
                about(
                        received,
                        e.getRequest(),
                        new Occasion.ContactResumed(side(e.getRequest()), Math.toIntExact(received.sequence())));
            case ReportDecided e -> decided(received, e);
            case AskAgainPossible e ->
                about(received, e.getRequest(), new Occasion.AskAgainPossible(side(e.getRequest())));
            case RequestWithdrawn e
            when OTHER_STAYS.equals(e.getRequest().getReason()) ->
                about(received, e.getRequest(), new Occasion.PutTogether(side(e.getRequest())));
            case RequestWithdrawn e -> about(received, e.getRequest(), new Occasion.Withdrawn());
            case ContactEnded e -> about(received, e.getRequest(), new Occasion.ContactEnded(side(e.getRequest())));
            case PairCarried e -> about(received, e.getRequest(), new Occasion.Carried());
            default -> List.of(); // patients need no notice that they asked or signed themselves
        };
    }

    /** Before the first signature it is the first question, to another person. */
    private static Occasion askedAnew(Received received, Consent consent) {
        return consent.getState() == ConsentState.ASKED
                ? new Occasion.SignatureWanted(signer(consent))
                : new Occasion.SignatureWantedAnew(signer(consent), Math.toIntExact(received.sequence()));
    }

    /** Each report numbers its own events, so each counts as a source. */
    private List<Addressed<CorrespondenceCommand>> decided(Received received, ReportDecided e) {
        int own = 2 * e.getWhich() + ("DOCTOR".equals(e.getReporter()) ? 1 : 0);
        return about(
                        received,
                        parties(e.getHospital(), e.getRequest(), e.getPatient(), e.getDoctor(), null),
                        e.getPair(),
                        new Occasion.ReportDecided(
                                Addressee.PATIENT, MOST_EVENTS * own + Math.toIntExact(received.sequence())))
                .stream()
                .map(one -> new Addressed<>(
                        one.hospital(), one.id(), one.source() + "-report-" + own, one.sequence(), one.commands()))
                .toList();
    }

    private List<Addressed<CorrespondenceCommand>> about(Received received, Consent consent, Occasion occasion) {
        return about(
                received,
                parties(consent.getHospital(), consent.getRequest(), consent.getPatient(), consent.getDoctor(), null),
                consent.getPair(),
                occasion);
    }

    private List<Addressed<CorrespondenceCommand>> about(Received received, ContactRequest request, Occasion occasion) {
        return about(
                received,
                parties(
                        request.getHospital(),
                        request.getRequest(),
                        request.getPatient(),
                        request.getDoctor(),
                        request.getSurvivor()),
                request.getPair(),
                occasion);
    }

    private List<Addressed<CorrespondenceCommand>> about(
            Received received, Parties parties, String pair, Occasion occasion) {
        PairId own = pairs.of(
                parties.hospital(), parties.patient().value(), parties.doctor().value());
        if (!own.equals(parties.pair()) || !own.toString().equals(pair)) {
            throw new EventCodec.Poison("a request that is not of its hospital, patient and doctor");
        }
        return List.of(new Addressed<>(
                parties.hospital(),
                parties.request().toString(),
                received.service(),
                received.sequence(),
                List.of(new CorrespondenceCommand.NoteOccasion(
                        parties, occasion, kernel.clock().instant()))));
    }

    private static Parties parties(
            String hospital, String request, String patient, String doctor, @Nullable String survivor) {
        RequestId id = RequestId.parse(request).orElseThrow(() -> new EventCodec.Poison("not the id of a request"));
        return new Parties(
                hospital,
                id.pair(),
                id,
                patient(patient),
                DoctorId.parse(doctor).orElseThrow(() -> new EventCodec.Poison("not the id of a doctor")),
                survivor == null ? null : patient(survivor));
    }

    private static PatientId patient(String id) {
        return PatientId.parse(id).orElseThrow(() -> new EventCodec.Poison("not the id of a patient"));
    }

    private static Addressee signer(Consent consent) {
        return switch (consent.getSigner()) {
            case "PATIENT" -> Addressee.PATIENT;
            case "GUARDIAN", "FAMILY" -> Addressee.GUARDIAN;
            default -> throw new EventCodec.Poison("a signer of an unknown kind");
        };
    }

    private static boolean isFamily(ContactRequest request) {
        return request.getRequester().equals("FAMILY");
    }

    /** Returns the person who asked; once the signer is known, the signer is told instead. */
    private static Addressee side(ContactRequest request) {
        return isFamily(request) ? Addressee.GUARDIAN : Addressee.PATIENT;
    }

    private static SealedCode code(ByteBuffer sealed, Instant expiresAt) {
        byte[] bytes = new byte[sealed.remaining()];
        sealed.duplicate().get(bytes);
        return new SealedCode(Base64.getEncoder().encodeToString(bytes), expiresAt);
    }
}
