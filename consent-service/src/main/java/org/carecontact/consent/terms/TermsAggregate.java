package org.carecontact.consent.terms;

import java.util.Optional;
import org.carecontact.consent.forms.ShownDocumentMapper;
import org.carecontact.consent.terms.domain.DoctorTerms;
import org.carecontact.consent.terms.domain.SignTerms;
import org.carecontact.consent.terms.domain.TermsDecider;
import org.carecontact.consent.terms.domain.TermsRejection;
import org.carecontact.consent.terms.domain.TermsSignature;
import org.carecontact.consent.terms.domain.TermsSigned;
import org.carecontact.events.DoctorTermsSigned;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.DoctorId;

/** Stores one document per doctor of a hospital. */
final class TermsAggregate implements Aggregate<SignTerms, DoctorTerms, TermsSigned, TermsRejection> {

    private final TermsDecider decider = new TermsDecider();

    static String id(String hospital, DoctorId doctor) {
        return hospital + ":" + doctor.encoded();
    }

    @Override
    public String collection() {
        return "doctor-terms";
    }

    @Override
    public Class<DoctorTerms> stateType() {
        return DoctorTerms.class;
    }

    @Override
    public Decider<SignTerms, DoctorTerms, TermsSigned, TermsRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(TermsSigned event, DoctorTerms after) {
        TermsSignature signature = event.signature();
        return Optional.of(new Outgoing(
                Topics.TERMS,
                id(event.hospital(), event.doctor()),
                DoctorTermsSigned.newBuilder()
                        .setHospital(event.hospital())
                        .setDoctor(event.doctor().value())
                        .setDocument(ShownDocumentMapper.toAvro(signature.document()))
                        .setConfirmations(signature.confirmations())
                        .setShownAt(signature.shownAt())
                        .setSignedAt(signature.signedAt())
                        .setValidUntil(signature.validUntil())
                        .setReceiptSha256(signature.receipt().sha256())
                        .build()));
    }
}
