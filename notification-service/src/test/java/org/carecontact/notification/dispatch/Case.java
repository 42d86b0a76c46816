package org.carecontact.notification.dispatch;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.Consent;
import org.carecontact.events.ConsentState;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.testsupport.SampleEvents;

/** One patient's request to one doctor, with the telephones of both, and what the other services say of it. */
final class Case {

    private static final AtomicInteger NUMBERS = new AtomicInteger(100);

    final SampleEvents says;
    final String hospital;
    final String patient;
    final String doctor;
    final String pair;
    final String request;
    final String patientsPhone;
    final String doctorsPhone;
    private final String signer;

    private Case(SampleEvents says, String signer, int number) {
        this.says = says;
        this.hospital = says.hospital();
        this.patient = says.patient().value();
        this.doctor = says.doctor().value();
        this.pair = says.pair().toString();
        this.request = says.request().toString();
        this.patientsPhone = "1390013%04d".formatted(number);
        this.doctorsPhone = "1370017%04d".formatted(number);
        this.signer = signer;
    }

    static Case at(String hospital, Pairs pairs) {
        return signedBy("PATIENT", hospital, pairs);
    }

    static Case signedByGuardian(String hospital, Pairs pairs) {
        return signedBy("GUARDIAN", hospital, pairs);
    }

    /** The same request under the name of another hospital. */
    Case saidToBeAt(String other) {
        return new Case(new SampleEvents(other, says.patient(), says.doctor(), says.request()), signer, 0);
    }

    private static Case signedBy(String signer, String hospital, Pairs pairs) {
        int number = NUMBERS.incrementAndGet();
        String patient = "P%06d".formatted(number);
        String doctor = "D%04d".formatted(number);
        return new Case(
                new SampleEvents(hospital, patient, doctor, pairs.of(hospital, patient, doctor)), signer, number);
    }

    SpecificRecord consentAsked() {
        return says.consentAsked(this::signed);
    }

    /** A family member asked in the patient's name. */
    SpecificRecord submittedByFamily() {
        return says.submitted(request -> request.setRequester("FAMILY").setRelation("SPOUSE"));
    }

    SpecificRecord submitted() {
        return says.submitted(SampleEvents.unchanged());
    }

    SpecificRecord consentSigned() {
        return says.consentSigned(this::signed);
    }

    SpecificRecord codeIssued(Seal seal, int issue, String code, Instant expiresAt) {
        return new SigningCodeIssued(
                says.consent(ConsentState.ASKED, this::signed),
                ByteBuffer.wrap(seal.close(code, SealPurposes.code(says.request()))),
                expiresAt.truncatedTo(ChronoUnit.MILLIS),
                issue);
    }

    SpecificRecord consentWithdrawn() {
        return says.consentWithdrawn(this::signed);
    }

    SpecificRecord doctorAsked() {
        return says.doctorAsked(SampleEvents.unchanged());
    }

    SpecificRecord granted() {
        return says.granted(SampleEvents.unchanged());
    }

    SpecificRecord redirected() {
        return says.redirected(SampleEvents.unchanged());
    }

    SpecificRecord declined() {
        return says.declined(SampleEvents.unchanged());
    }

    SpecificRecord withdrawn() {
        return says.requestWithdrawn(SampleEvents.unchanged());
    }

    SpecificRecord expired() {
        return says.requestExpired(SampleEvents.unchanged());
    }

    SpecificRecord ended() {
        return says.ended("PATIENT", SampleEvents.unchanged());
    }

    private void signed(Consent.Builder consent) {
        consent.setSigner(signer);
    }
}
