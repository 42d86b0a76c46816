package org.carecontact.notification.dispatch;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.Alternative;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.Contact;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequest;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestRedirected;
import org.carecontact.events.RequestState;
import org.carecontact.events.RequestWithdrawn;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.RequestId;

/** One patient's request to one doctor, and what the other services say of it. */
public final class Case {

    private static final AtomicInteger NUMBERS = new AtomicInteger(100);

    final String hospital;
    public final String patient;
    public final String doctor;
    final String pair;
    public final String request;
    final String patientsPhone;
    final String doctorsPhone;
    final String signer;
    private final Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);

    private Case(String hospital, String patient, String doctor, String pair, String signer, int number) {
        this.hospital = hospital;
        this.patient = patient;
        this.doctor = doctor;
        this.patientsPhone = "1390013%04d".formatted(number);
        this.doctorsPhone = "1370017%04d".formatted(number);
        this.pair = pair;
        this.request = new RequestId(new PairId(pair), 1).toString();
        this.signer = signer;
    }

    public static Case at(String hospital, Pairs pairs) {
        return signedBy("PATIENT", hospital, pairs);
    }

    static Case signedByGuardian(String hospital, Pairs pairs) {
        return signedBy("GUARDIAN", hospital, pairs);
    }

    /** The same request under the name of another hospital. */
    Case saidToBeAt(String other) {
        return new Case(other, patient, doctor, pair, signer, 0);
    }

    private static Case signedBy(String signer, String hospital, Pairs pairs) {
        int number = NUMBERS.incrementAndGet();
        String patient = "P%06d".formatted(number);
        String doctor = "D%04d".formatted(number);
        return new Case(
                hospital, patient, doctor, pairs.of(hospital, patient, doctor).toString(), signer, number);
    }

    SpecificRecord consentAsked() {
        return new ConsentAsked(consent(ConsentState.ASKED));
    }

    /** A family member asked in the patient's name. */
    SpecificRecord submittedByFamily() {
        return new ContactRequestSubmitted(ContactRequest.newBuilder(request(RequestState.SUBMITTED))
                .setRequester("FAMILY")
                .setRelation("SPOUSE")
                .build());
    }

    SpecificRecord submitted() {
        return new ContactRequestSubmitted(request(RequestState.SUBMITTED));
    }

    SpecificRecord consentSigned() {
        return new ConsentSigned(consent(ConsentState.SIGNED));
    }

    SpecificRecord codeIssued(Seal seal, int issue, String code, Instant expiresAt) {
        return new SigningCodeIssued(
                consent(ConsentState.ASKED),
                ByteBuffer.wrap(seal.close(code, SealPurposes.code(RequestId.of(request)))),
                expiresAt.truncatedTo(ChronoUnit.MILLIS),
                issue);
    }

    SpecificRecord consentWithdrawn() {
        return new ConsentWithdrawn(consent(ConsentState.WITHDRAWN));
    }

    SpecificRecord doctorAsked() {
        return new DoctorAsked(request(RequestState.AWAITING_DOCTOR));
    }

    SpecificRecord granted() {
        return new ContactGranted(request(RequestState.GRANTED));
    }

    SpecificRecord redirected() {
        return new RequestRedirected(request(RequestState.REDIRECTED));
    }

    SpecificRecord declined() {
        return new RequestDeclined(request(RequestState.DECLINED));
    }

    SpecificRecord withdrawn() {
        return new RequestWithdrawn(request(RequestState.WITHDRAWN));
    }

    SpecificRecord ended() {
        return new ContactEnded(request(RequestState.ENDED));
    }

    private Consent consent(ConsentState state) {
        return new Consent(
                hospital, pair, request, 1, patient, doctor, signer, state, List.of(), now, null, null, null, null,
                null);
    }

    private ContactRequest request(RequestState state) {
        return ContactRequest.newBuilder()
                .setHospital(hospital)
                .setPair(pair)
                .setRequest(request)
                .setNumber(1)
                .setPatient(patient)
                .setDoctor(doctor)
                .setPurpose("FOLLOW_UP_VISIT")
                .setWish("WECOM")
                .setRequester("PATIENT")
                .setRoute("PATIENT_PAGE")
                .setState(state)
                .setSubmittedAt(now)
                .setAlternatives(List.of(new Alternative("HOSPITAL_APP", "https://app.example.org")))
                .setContact(
                        state == RequestState.GRANTED
                                ? new Contact(
                                        "WECOM",
                                        "FOLLOW_UP_VISIT",
                                        now,
                                        now.plus(30, ChronoUnit.DAYS),
                                        null,
                                        List.of(),
                                        null,
                                        null)
                                : null)
                .build();
    }
}
