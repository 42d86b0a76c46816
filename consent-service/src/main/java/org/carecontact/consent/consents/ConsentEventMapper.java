package org.carecontact.consent.consents;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Question;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.forms.ShownDocumentMapper;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentAskedAnew;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentRenewed;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentSuspended;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.SigningCodeIssued;

/** Turns the events of a consent into published events. */
final class ConsentEventMapper {

    private ConsentEventMapper() {}

    /** Empty when the event concerns nobody else. */
    static Optional<SpecificRecord> toAvro(ConsentEvent event, Known after) {
        org.carecontact.events.Consent consent = consent(after);
        return switch (event) {
            case ConsentEvent.ConsentAsked _ -> Optional.of(new ConsentAsked(consent));
            case ConsentEvent.SigningCodeIssued(var code, var sealed, var _, var _) ->
                Optional.of(SigningCodeIssued.newBuilder()
                        .setConsent(consent)
                        .setSealedCode(ByteBuffer.wrap(sealed))
                        .setExpiresAt(code.expiresAt())
                        .setIssue(code.issue())
                        .build());
            case ConsentEvent.ConsentSigned _ -> Optional.of(new ConsentSigned(consent));
            case ConsentEvent.ConsentRefused _ -> Optional.of(new ConsentRefused(consent));
            case ConsentEvent.ConsentWithdrawn _ -> Optional.of(new ConsentWithdrawn(consent));
            case ConsentEvent.ConsentLapsed _ -> Optional.of(new ConsentLapsed(consent));
            case ConsentEvent.ConsentExpired _ -> Optional.of(new ConsentExpired(consent));
            case ConsentEvent.ConsentAskedAnew(var reason, var _, var signBefore, var at) ->
                Optional.of(new ConsentAskedAnew(consent, reason.name(), at, signBefore));
            case ConsentEvent.ConsentSuspended(var reason, var _) ->
                Optional.of(new ConsentSuspended(consent, reason.name()));
            case ConsentEvent.ConsentRenewed(var reason, var _) ->
                Optional.of(new ConsentRenewed(consent, reason.name(), renewed(after)));
            case ConsentEvent.ConsentBarred _,
                    ConsentEvent.SigningCodeMissed _,
                    ConsentEvent.ConsentClosed _,
                    ConsentEvent.FormsServed _,
                    ConsentEvent.ConsentCarried _ -> Optional.empty();
        };
    }

    private static org.carecontact.events.Consent consent(Known known) {
        Matter matter = known.matter();
        org.carecontact.events.Consent.Builder consent = org.carecontact.events.Consent.newBuilder()
                .setHospital(matter.hospital())
                .setPair(matter.request().pair().toString())
                .setRequest(matter.request().toString())
                .setNumber(matter.request().number())
                .setPatient(matter.patient().value())
                .setDoctor(matter.doctor().value())
                .setSigner(known.question()
                        .map(Question::signer)
                        .orElse(matter.signer())
                        .name())
                .setState(state(known))
                .setAskedAt(known.askedAt());
        known.evidence()
                .ifPresent(signature -> consent.setDocuments(documents(signature))
                        .setShownAt(signature.shownAt())
                        .setSignedAt(signature.signedAt())
                        .setValidUntil(signature.validUntil())
                        .setReceiptSha256(signature.receipt().sha256()));
        if (known instanceof Consent.Ended ended) {
            consent.setEndedAt(ended.endedAt());
        }
        if (known instanceof Consent.Signed signed && signed.anew() != null) {
            consent.setSuspendedAt(signed.anew().suspendedAt());
        }
        return consent.build();
    }

    /** Returns the hash of the receipt that was in force before this one. */
    private static String renewed(Known after) {
        return after.evidence()
                .map(signature -> signature.replaced().getLast().receipt().sha256())
                .orElseThrow();
    }

    private static ConsentState state(Known known) {
        return switch (known) {
            case Consent.Asked _ -> ConsentState.ASKED;
            case Consent.Signed _ -> ConsentState.SIGNED;
            case Consent.Refused _ -> ConsentState.REFUSED;
            case Consent.Withdrawn _ -> ConsentState.WITHDRAWN;
            case Consent.Lapsed _ -> ConsentState.LAPSED;
            case Consent.Expired _ -> ConsentState.EXPIRED;
            case Consent.Closed _ -> ConsentState.UNKNOWN; // never published
        };
    }

    private static List<org.carecontact.events.ShownDocument> documents(Signature signature) {
        return signature.documents().stream().map(ShownDocumentMapper::toAvro).toList();
    }
}
