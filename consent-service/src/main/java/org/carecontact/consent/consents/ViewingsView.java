package org.carecontact.consent.consents;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.EarlierSignature;
import org.carecontact.consent.consents.domain.Served;
import org.carecontact.consent.consents.domain.Signature;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.jspecify.annotations.Nullable;

/** What the signers of a consent were shown, the newest occasions, oldest first. */
record ViewingsView(String request, String state, List<ViewingView> viewings) {

    /**
     * One occasion.
     *
     * @param ago how long ago it was shown last
     * @param signedAt null when it was never signed
     */
    record ViewingView(
            List<ShownDocument> documents,
            String to,
            @Nullable String relation,
            Instant firstAt,
            Instant lastAt,
            String ago,
            @Nullable Instant signedAt) {}

    private record Signing(Instant shownAt, Instant signedAt) {}

    static ViewingsView of(Known known, Instant now) {
        List<Signing> signings =
                known.evidence().stream().flatMap(ViewingsView::signings).toList();
        return new ViewingsView(
                known.matter().request().toString(),
                known.name(),
                known.matter().shown().stream()
                        .map(served -> view(served, signings, now))
                        .toList());
    }

    private static Stream<Signing> signings(Signature signature) {
        return Stream.concat(
                signature.replaced().stream().map(ViewingsView::signing),
                Stream.of(new Signing(signature.shownAt(), signature.signedAt())));
    }

    private static Signing signing(EarlierSignature earlier) {
        return new Signing(earlier.shownAt(), earlier.signedAt());
    }

    private static ViewingView view(Served served, List<Signing> signings, Instant now) {
        return new ViewingView(
                served.documents(),
                served.to().name(),
                served.relation(),
                served.firstAt(),
                served.lastAt(),
                Duration.between(served.lastAt(), now).toString(),
                signings.stream()
                        .filter(one -> !one.shownAt().isBefore(served.firstAt())
                                && !one.shownAt().isAfter(served.lastAt()))
                        .map(Signing::signedAt)
                        .findFirst()
                        .orElse(null));
    }
}
