package org.carecontact.notification.correspondence.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One notification to one person.
 *
 * @param system by which it goes or went: sms, wechat, wecom
 * @param providerCalls that may have reached the provider
 * @param unknownOutcomes of those, how many never told how they ended
 * @param code of a signing code that is not settled yet; null for all others
 * @param trail the ways that it took; null while it took none
 */
public record Notice(
        NoticeKey key,
        Delivery delivery,
        String system,
        int providerCalls,
        int unknownOutcomes,
        @Nullable SealedCode code,
        Instant changedAt,
        @Nullable Trail trail) {

    static Notice intended(NoticeKey key, @Nullable SealedCode code, Instant now) {
        return new Notice(key, new Delivery.Sending(1, now), key.to().usualSystem(), 0, 0, code, now, null);
    }

    /** Returns the ways that it took so far. */
    public Trail ways() {
        return trail == null ? Trail.NONE : trail;
    }

    /** Returns the reason why it must not be sent now, as a code. */
    public Optional<String> pointless(Set<CaseFact> facts, Instant now) {
        if (code != null && !now.isBefore(code.expiresAt())) {
            return Optional.of("code-expired");
        }
        return key.kind().pointlessAfter(facts).map(CaseFact::code);
    }

    /** Returns whether this is the intent with that number. */
    public boolean awaits(int attempt) {
        return delivery.intent().filter(open -> open == attempt).isPresent();
    }

    Notice with(Delivery next, Instant now) {
        SealedCode kept = next.isSettled() ? null : code; // a code is not kept longer than it is needed
        return new Notice(key, next, system, providerCalls, unknownOutcomes, kept, now, trail);
    }

    Notice called(String by, String provider) {
        Trail after = provider.isEmpty() ? ways().lost() : ways().called(provider);
        return new Notice(key, delivery, by, providerCalls + 1, unknownOutcomes, code, changedAt, after);
    }

    Notice with(Trail after) {
        return new Notice(key, delivery, system, providerCalls, unknownOutcomes, code, changedAt, after);
    }

    Notice withUnknownOutcome() {
        return new Notice(key, delivery, system, providerCalls, unknownOutcomes + 1, code, changedAt, trail);
    }
}
