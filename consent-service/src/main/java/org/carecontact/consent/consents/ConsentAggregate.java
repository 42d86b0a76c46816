package org.carecontact.consent.consents;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentDecider;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.Topics;

/** Stores one document per request. */
final class ConsentAggregate implements Aggregate<ConsentCommand, Consent, ConsentEvent, ConsentRejection> {

    private static final String LAPSE = "LAPSE";
    private static final String EXPIRE = "EXPIRE";
    private static final String RENEW = "RENEW";

    private final ConsentDecider decider = new ConsentDecider();
    private final Duration renewal;

    ConsentAggregate(Duration renewal) {
        this.renewal = renewal;
    }

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
            case Consent.Signed signed ->
                Optional.of(
                        signed.anew() == null
                                ? new Due(signed.signature().renewalDue(renewal), RENEW)
                                : new Due(signed.endsAt(), EXPIRE));
            case Consent.NotAsked _, Consent.Barred _, Consent.Ended _ -> Optional.empty();
        };
    }

    @Override
    public ConsentCommand elapsed(String dueKind, Instant now) {
        return switch (dueKind) {
            case LAPSE -> new ConsentCommand.LapseConsent(now);
            case RENEW -> new ConsentCommand.AskToRenew(renewal, now);
            default -> new ConsentCommand.ExpireConsent(now);
        };
    }

    @Override
    public Map<String, Object> sought(Consent state) {
        if (!(state instanceof Known known)) {
            return Map.of();
        }
        Map<String, Object> sought = new HashMap<>(Map.of(HospitalConsents.CHANGED, Date.from(known.since())));
        known.restsOn()
                .forEach(document -> sought.put(
                        HospitalConsents.signedForm(document.kind()),
                        HospitalConsents.wording(document.language(), document.hospitalsVersion())));
        return sought;
    }

    @Override
    public Optional<Outgoing> publish(ConsentEvent event, Consent after) {
        return after instanceof Known known
                ? ConsentEventMapper.toAvro(event, known)
                        .map(payload -> new Outgoing(
                                Topics.CONSENTS, known.matter().request().pair().toString(), payload))
                : Optional.empty();
    }
}
