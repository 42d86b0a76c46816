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
 * @param unknownOutcomes of those, how many never told how they ended; each is followed by a call with the same key
 * @param code of a signing code that is not settled yet; null for all others
 */
public record Notice(
        NoticeKey key,
        Delivery delivery,
        String system,
        int providerCalls,
        int unknownOutcomes,
        @Nullable SealedCode code,
        Instant changedAt) {

    static Notice intended(NoticeKey key, @Nullable SealedCode code, Instant now) {
        return new Notice(key, new Delivery.Sending(1, now), key.to().usualSystem(), 0, 0, code, now);
    }

    /** Returns the reason why it must not be sent now, as a code. */
    public Optional<String> pointless(Set<CaseFact> facts, Instant now) {
        if (code != null && !now.isBefore(code.expiresAt())) {
            return Optional.of("code-expired");
        }
        return key.kind().pointlessAfter(facts).map(CaseFact::code);
    }

    /** Returns whether this is the intent of that call. */
    public boolean awaits(int attempt) {
        return delivery instanceof Delivery.Sending sending && sending.attempt() == attempt;
    }

    Notice with(Delivery next, Instant now) {
        SealedCode kept = next.isSettled() ? null : code; // a code is not kept longer than it is needed
        return new Notice(key, next, system, providerCalls, unknownOutcomes, kept, now);
    }

    Notice called(String by) {
        return new Notice(key, delivery, by, providerCalls + 1, unknownOutcomes, code, changedAt);
    }

    Notice withUnknownOutcome() {
        return new Notice(key, delivery, system, providerCalls, unknownOutcomes + 1, code, changedAt);
    }
}
