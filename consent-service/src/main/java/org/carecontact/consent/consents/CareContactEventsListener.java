package org.carecontact.consent.consents;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentCommand.AskForConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.CarryToSurvivor;
import org.carecontact.consent.consents.domain.ConsentCommand.CloseConsent;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Signer;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.events.Assessment;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.PairCarried;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.PolicyPrechecked;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.codec.EventCodec.Poison;
import org.carecontact.kernel.codec.Received;
import org.carecontact.kernel.inbox.Inbox;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Addressed;
import org.carecontact.kernel.store.Documents;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.springframework.kafka.annotation.KafkaListener;

/** Hears which requests policy lets go on to the signature, and which requests and contacts are over. */
class CareContactEventsListener {

    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents;
    private final Inbox<ConsentCommand> inbox;
    private final Pairs pairs;
    private final Clock clock;
    private final Duration toSign;

    CareContactEventsListener(
            Kernel kernel,
            Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> consents,
            Pairs pairs,
            ComingOfAge comingOfAge,
            Duration toSign) {
        this.consents = consents;
        this.inbox = kernel.inbox(consents, batch -> batch, (received, _) -> meaning(received), comingOfAge::asked);
        this.pairs = pairs;
        this.clock = kernel.clock();
        this.toSign = toSign;
    }

    @KafkaListener(topics = {Topics.DECISIONS, Topics.REQUESTS})
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
            // Most of these were redirected by the pre-check and have no consent: not worth a document.
            case RequestRedirected e when wasAsked(e.getRequest()) -> List.of(closing(received, e.getRequest()));
            case PairCarried e -> carrying(received, e.getRequest());
            default -> List.of();
        };
    }

    /** A redirection that follows a permitting pre-check also follows the consent, which is durable by then. */
    private boolean wasAsked(ContactRequest request) {
        return consents.find(request.getHospital(), request.getRequest()).isPresent();
    }

    private Addressed<ConsentCommand> asking(Received received, Assessment assessment) {
        Instant now = clock.instant();
        Matter matter = matter(assessment);
        return addressed(
                received, matter.hospital(), matter.request(), new AskForConsent(matter, now.plus(toSign), now));
    }

    private Matter matter(Assessment assessment) {
        RequestId request = request(
                assessment.getHospital(),
                assessment.getPatient(),
                assessment.getDoctor(),
                assessment.getPair(),
                assessment.getRequest());
        List<DocumentKind> documents = assessment.getDocuments().stream()
                .map(kind -> known(DocumentKind.values(), kind))
                .toList();
        if (!documents.stream().allMatch(DocumentKind::ofPatients)) {
            throw new Poison("a pre-check with the doctor's own terms");
        }
        if (!documents.contains(DocumentKind.CONSENT)) {
            throw new Poison("a pre-check without a consent form");
        }
        return new Matter(
                assessment.getHospital(),
                request,
                new PatientId(assessment.getPatient()),
                new DoctorId(assessment.getDoctor()),
                known(Signer.values(), assessment.getSigner()),
                documents,
                null,
                List.of());
    }

    private Addressed<ConsentCommand> closing(Received received, ContactRequest request) {
        RequestId id = request(
                request.getHospital(),
                request.getPatient(),
                request.getDoctor(),
                request.getPair(),
                request.getRequest());
        return addressed(received, request.getHospital(), id, new CloseConsent(clock.instant()));
    }

    /** Of earlier requests the receipts follow too; a request that was never asked about and is over needs nothing. */
    private List<Addressed<ConsentCommand>> carrying(Received received, ContactRequest request) {
        RequestId newest = request(
                request.getHospital(),
                request.getPatient(),
                request.getDoctor(),
                request.getPair(),
                request.getRequest());
        PatientId survivor = Optional.ofNullable(request.getSurvivor())
                .flatMap(PatientId::parse)
                .orElseThrow(() -> new Poison("carried to nobody"));
        List<RequestId> all = IntStream.rangeClosed(1, newest.number())
                .mapToObj(number -> new RequestId(newest.pair(), number))
                .toList();
        Set<String> known = consents.findAll(
                        request.getHospital(),
                        all.stream().map(RequestId::toString).toList())
                .keySet();
        return all.stream()
                .filter(id -> known.contains(id.toString()) || id.equals(newest) && request.getSettledAt() == null)
                .map(id -> addressed(received, request.getHospital(), id, new CarryToSurvivor(survivor)))
                .toList();
    }

    /** Returns the request's id, which must be derived from this patient and doctor. */
    private RequestId request(String hospital, String patient, String doctor, String pair, String request) {
        if (PatientId.parse(patient).isEmpty() || DoctorId.parse(doctor).isEmpty()) {
            throw new Poison("not the id of a patient or a doctor");
        }
        return RequestId.parse(request)
                .filter(id -> id.pair().value().equals(pair) && id.pair().equals(pairs.of(hospital, patient, doctor)))
                .orElseThrow(() -> new Poison("the request is not of this patient and doctor"));
    }

    private static <W extends Enum<W>> W known(W[] words, String sent) {
        return Arrays.stream(words)
                .filter(word -> word.name().equals(sent))
                .findFirst()
                .orElseThrow(() -> new Poison("a word that this version does not know"));
    }

    private static Addressed<ConsentCommand> addressed(
            Received received, String hospital, RequestId request, ConsentCommand command) {
        return new Addressed<>(hospital, request.toString(), received.service(), received.sequence(), List.of(command));
    }
}
