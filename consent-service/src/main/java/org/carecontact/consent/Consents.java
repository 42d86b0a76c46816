package org.carecontact.consent;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.consent.domain.Consent;
import org.carecontact.consent.domain.Consent.Known;
import org.carecontact.consent.domain.ConsentCommand;
import org.carecontact.consent.domain.ConsentDecider;
import org.carecontact.consent.domain.ConsentEvent;
import org.carecontact.consent.domain.ConsentRejection;
import org.carecontact.consent.domain.Matter;
import org.carecontact.consent.domain.ShownDocument;
import org.carecontact.consent.domain.Signature;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.ConsentExpired;
import org.carecontact.events.ConsentLapsed;
import org.carecontact.events.ConsentRefused;
import org.carecontact.events.ConsentSigned;
import org.carecontact.events.ConsentState;
import org.carecontact.events.ConsentWithdrawn;
import org.carecontact.events.SigningCodeIssued;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;

/** How consents are stored, timed, and told to the other services. */
final class Consents implements Aggregate<ConsentCommand, Consent, ConsentEvent, ConsentRejection> {

    static final String TOPIC = "carecontact.consents";

    private static final String LAPSE = "LAPSE";
    private static final String EXPIRE = "EXPIRE";

    private final ConsentDecider decider = new ConsentDecider();

    @Override
    public String collection() {
        return "consents";
    }

    @Override
    public Class<Consent> stateType() {
        return Consent.class;
    }

    @Override
    public Decider<ConsentCommand, Consent, ConsentEvent, ConsentRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Due> due(Consent state) {
        return switch (state) {
            case Consent.Asked asked -> Optional.of(new Due(asked.lapsesAt(), LAPSE));
            case Consent.Signed signed -> Optional.of(new Due(signed.signature().validUntil(), EXPIRE));
            case Consent.NotAsked _, Consent.Barred _, Consent.Ended _ -> Optional.empty();
        };
    }

    @Override
    public ConsentCommand elapsed(String dueKind, Instant now) {
        return dueKind.equals(LAPSE) ? new ConsentCommand.LapseConsent(now) : new ConsentCommand.ExpireConsent(now);
    }

    @Override
    public Optional<Outgoing> publish(ConsentEvent event, Consent after) {
        return after instanceof Known known
                ? payload(event, published(known))
                        .map(payload -> new Outgoing(TOPIC, known.matter().pair(), payload))
                : Optional.empty();
    }

    private static Optional<SpecificRecord> payload(ConsentEvent event, org.carecontact.events.Consent consent) {
        return switch (event) {
            case ConsentEvent.ConsentAsked _ -> Optional.of(new ConsentAsked(consent));
            case ConsentEvent.SigningCodeIssued(var code, var sealed, var _) ->
                Optional.of(SigningCodeIssued.newBuilder()
                        .setConsent(consent)
                        .setSealedCode(java.nio.ByteBuffer.wrap(sealed))
                        .setExpiresAt(code.expiresAt())
                        .setIssue(code.issue())
                        .build());
            case ConsentEvent.ConsentSigned _ -> Optional.of(new ConsentSigned(consent));
            case ConsentEvent.ConsentRefused _ -> Optional.of(new ConsentRefused(consent));
            case ConsentEvent.ConsentWithdrawn _ -> Optional.of(new ConsentWithdrawn(consent));
            case ConsentEvent.ConsentLapsed _ -> Optional.of(new ConsentLapsed(consent));
            case ConsentEvent.ConsentExpired _ -> Optional.of(new ConsentExpired(consent));
            case ConsentEvent.ConsentBarred _, ConsentEvent.SigningCodeMissed _, ConsentEvent.ConsentClosed _ ->
                Optional.empty();
        };
    }

    private static org.carecontact.events.Consent published(Known known) {
        Matter matter = known.matter();
        org.carecontact.events.Consent.Builder consent = org.carecontact.events.Consent.newBuilder()
                .setHospital(matter.hospital())
                .setPair(matter.pair())
                .setRequest(matter.request())
                .setNumber(matter.number())
                .setPatient(matter.patient())
                .setDoctor(matter.doctor())
                .setSigner(matter.signer().name())
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
        return consent.build();
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
        return signature.documents().stream().map(Consents::published).toList();
    }

    private static org.carecontact.events.ShownDocument published(ShownDocument shown) {
        return org.carecontact.events.ShownDocument.newBuilder()
                .setKind(shown.kind().name())
                .setForm(shown.form())
                .setVersion(shown.version())
                .setLanguage(shown.language())
                .setSha256(shown.sha256())
                .build();
    }
}
