package org.carecontact.consent.consents.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.consent.codes.domain.SigningCode;
import org.jspecify.annotations.Nullable;

/**
 * A question for somebody's signature, the first or a later one.
 *
 * @param signBefore when it is too late to sign
 * @param issuedAt times of the newest codes, oldest first
 * @param code the newest code for this question; null before the first
 * @param codes the number of codes of earlier questions, so that no number comes twice
 */
public record Question(
        Signer signer,
        Instant signBefore,
        List<Instant> issuedAt,
        @Nullable SigningCode code,
        int codes) {
    public Question {
        issuedAt = List.copyOf(issuedAt);
    }

    int nextIssue() {
        return code == null ? codes + 1 : code.issue() + 1;
    }

    List<Instant> lastHour(Instant now) {
        Instant hourAgo = now.minus(Duration.ofHours(1));
        return issuedAt.stream().filter(at -> at.isAfter(hourAgo)).toList();
    }

    Question issued(SigningCode fresh, Instant at) {
        return new Question(
                signer,
                signBefore,
                Stream.concat(lastHour(at).stream(), Stream.of(at)).toList(),
                fresh,
                codes);
    }

    Question missed() {
        return new Question(signer, signBefore, issuedAt, code == null ? null : code.missed(), codes);
    }
}
