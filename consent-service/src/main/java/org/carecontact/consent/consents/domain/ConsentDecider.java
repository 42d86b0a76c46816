package org.carecontact.consent.consents.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.consent.consents.domain.Consent.Asked;
import org.carecontact.consent.consents.domain.Consent.Barred;
import org.carecontact.consent.consents.domain.Consent.Closed;
import org.carecontact.consent.consents.domain.Consent.Ended;
import org.carecontact.consent.consents.domain.Consent.Expired;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.Consent.Lapsed;
import org.carecontact.consent.consents.domain.Consent.NotAsked;
import org.carecontact.consent.consents.domain.Consent.Refused;
import org.carecontact.consent.consents.domain.Consent.Signed;
import org.carecontact.consent.consents.domain.Consent.Withdrawn;
import org.carecontact.consent.consents.domain.ConsentCommand.AskForConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.CarryToSurvivor;
import org.carecontact.consent.consents.domain.ConsentCommand.CloseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.ExpireConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.consents.domain.ConsentCommand.LapseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.RefuseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.WithdrawConsent;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentAsked;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentBarred;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentCarried;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentClosed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentExpired;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentLapsed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentRefused;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentSigned;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentWithdrawn;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeIssued;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeMissed;
import org.carecontact.consent.consents.domain.ConsentRejection.AlreadyAsked;
import org.carecontact.consent.consents.domain.ConsentRejection.AlreadyEnded;
import org.carecontact.consent.consents.domain.ConsentRejection.AlreadySigned;
import org.carecontact.consent.consents.domain.ConsentRejection.CodeExhausted;
import org.carecontact.consent.consents.domain.ConsentRejection.CodeExpired;
import org.carecontact.consent.consents.domain.ConsentRejection.FormsChanged;
import org.carecontact.consent.consents.domain.ConsentRejection.LockedOut;
import org.carecontact.consent.consents.domain.ConsentRejection.NeverAsked;
import org.carecontact.consent.consents.domain.ConsentRejection.NoCodeIssued;
import org.carecontact.consent.consents.domain.ConsentRejection.NoSeparateConsent;
import org.carecontact.consent.consents.domain.ConsentRejection.NotConfirmed;
import org.carecontact.consent.consents.domain.ConsentRejection.NotSigned;
import org.carecontact.consent.consents.domain.ConsentRejection.RequestIsOver;
import org.carecontact.consent.consents.domain.ConsentRejection.TooEarly;
import org.carecontact.consent.consents.domain.ConsentRejection.TooLate;
import org.carecontact.consent.consents.domain.ConsentRejection.ViewingTooOld;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** Decides when a consent can be asked for, signed, refused and withdrawn, and when it ends by itself. */
public final class ConsentDecider implements Decider<ConsentCommand, Consent, ConsentEvent, ConsentRejection> {

    /** The time for which forms can be signed after they were shown. */
    public static final Duration VIEWING_HOLDS = Duration.ofHours(1);

    public static final int CODES_AN_HOUR = 5;
    public static final int ATTEMPTS_A_CODE = 5;

    private record Case(Consent consent, ConsentCommand command) {}

    @Override
    public Consent initial() {
        return new NotAsked(null);
    }

    @Override
    public Decision<ConsentEvent, ConsentRejection> decide(Consent consent, ConsentCommand command) {
        return switch (new Case(consent, command)) { // the transition table; never a default
            case Case(NotAsked(var known), CarryToSurvivor(var survivor)) when survivor.equals(known) -> accept();
            case Case(NotAsked _, CarryToSurvivor(var survivor)) -> accept(new ConsentCarried(survivor));
            case Case(Barred _, CarryToSurvivor _) -> accept();
            case Case(Known known, CarryToSurvivor(var survivor))
            when known.matter().isOf(survivor) -> accept();
            case Case(Known _, CarryToSurvivor(var survivor)) -> accept(new ConsentCarried(survivor));

            case Case(NotAsked(var survivor), AskForConsent(var matter, var lapsesAt, var now)) ->
                accept(new ConsentAsked(matter.carriedTo(survivor), lapsesAt, now));
            case Case(NotAsked _, CloseConsent(var now)) -> accept(new ConsentBarred(now));
            case Case(NotAsked _, var _) -> reject(new NeverAsked());

            case Case(Barred _, AskForConsent _) -> reject(new RequestIsOver());
            case Case(Barred _, CloseConsent _) -> accept();
            case Case(Barred _, var _) -> reject(new NeverAsked());

            case Case(Asked _, AskForConsent _) -> reject(new AlreadyAsked());
            case Case(Asked asked, IssueCode issue) -> issue(asked, issue);
            case Case(Asked asked, SignConsent sign) -> sign(asked, sign);
            case Case(Asked _, RefuseConsent(var now)) -> accept(new ConsentRefused(now));
            case Case(Asked _, WithdrawConsent _) -> reject(new NotSigned());
            case Case(Asked asked, LapseConsent(var now))
            when now.isBefore(asked.lapsesAt()) -> reject(new TooEarly(asked.lapsesAt()));
            case Case(Asked _, LapseConsent(var now)) -> accept(new ConsentLapsed(now));
            case Case(Asked _, ExpireConsent _) -> reject(new NotSigned());
            case Case(Asked _, CloseConsent(var now)) -> accept(new ConsentClosed(now));

            case Case(Signed _, AskForConsent _) -> reject(new AlreadyAsked());
            case Case(Signed signed, IssueCode _) -> reject(alreadySigned(signed));
            case Case(Signed signed, SignConsent _) -> reject(alreadySigned(signed));
            case Case(Signed signed, RefuseConsent _) -> reject(alreadySigned(signed));
            case Case(Signed _, WithdrawConsent(var now)) -> accept(new ConsentWithdrawn(now));
            case Case(Signed signed, LapseConsent _) -> reject(alreadySigned(signed));
            case Case(Signed signed, ExpireConsent(var now))
            when signed.inForce(now) -> reject(new TooEarly(signed.signature().validUntil()));
            case Case(Signed _, ExpireConsent(var now)) -> accept(new ConsentExpired(now));
            case Case(Signed _, CloseConsent(var now)) -> accept(new ConsentClosed(now));

            case Case(Ended _, AskForConsent _) -> reject(new AlreadyAsked());
            case Case(Ended _, CloseConsent _) -> accept();
            case Case(Refused _, RefuseConsent _) -> accept();
            case Case(Withdrawn _, WithdrawConsent _) -> accept();
            case Case(Ended ended, var _) -> reject(new AlreadyEnded(ended));
        };
    }

    private static Decision<ConsentEvent, ConsentRejection> issue(Asked asked, IssueCode issue) {
        Optional<ConsentRejection> notNow = notNow(asked, issue.viewing(), issue.now());
        if (notNow.isPresent()) {
            return reject(notNow.get());
        }
        List<Instant> lastHour = lastHour(asked, issue.now());
        if (lastHour.size() >= CODES_AN_HOUR) {
            return reject(new LockedOut(lastHour.getFirst().plus(Duration.ofHours(1))));
        }
        int number = asked.code() == null ? 1 : asked.code().issue() + 1;
        SigningCode code = new SigningCode(
                issue.code().salt(),
                issue.code().hash(),
                number,
                issue.code().expiresAt(),
                0,
                issue.viewing().documents());
        return accept(new SigningCodeIssued(code, issue.code().sealed(), issue.now()));
    }

    private static Decision<ConsentEvent, ConsentRejection> sign(Asked asked, SignConsent sign) {
        Optional<ConsentRejection> notNow = notNow(asked, sign.viewing(), sign.now());
        if (notNow.isPresent()) {
            return reject(notNow.get());
        }
        List<String> missing = sign.signature().confirmations().stream()
                .filter(section -> !sign.confirmations().contains(section))
                .toList();
        if (!missing.isEmpty()) {
            return reject(new NotConfirmed(missing));
        }
        if (!sign.separateConsent()) {
            return reject(new NoSeparateConsent());
        }
        SigningCode code = asked.code();
        if (code == null) {
            return reject(new NoCodeIssued());
        }
        if (!sign.now().isBefore(code.expiresAt())) {
            return reject(new CodeExpired());
        }
        if (code.misses() >= ATTEMPTS_A_CODE) {
            return reject(new CodeExhausted());
        }
        if (!code.documents().equals(sign.viewing().documents())) {
            return reject(new FormsChanged());
        }
        return sign.presented().matches(code)
                ? accept(new ConsentSigned(sign.signature()))
                : accept(new SigningCodeMissed()); // costs an attempt, so it is an event too
    }

    /** Returns the rejections that a code and a signature share. */
    private static Optional<ConsentRejection> notNow(Asked asked, Viewing viewing, Instant now) {
        if (!now.isBefore(asked.lapsesAt())) {
            return Optional.of(new TooLate(asked.lapsesAt()));
        }
        if (viewing.shownAt().plus(VIEWING_HOLDS).isBefore(now)) {
            return Optional.of(new ViewingTooOld());
        }
        Set<DocumentKind> shown =
                viewing.documents().stream().map(ShownDocument::kind).collect(Collectors.toSet());
        if (!viewing.active() || !shown.equals(Set.copyOf(asked.matter().documents()))) {
            return Optional.of(new FormsChanged());
        }
        return Optional.empty();
    }

    private static List<Instant> lastHour(Asked asked, Instant now) {
        Instant hourAgo = now.minus(Duration.ofHours(1));
        return asked.issuedAt().stream().filter(at -> at.isAfter(hourAgo)).toList();
    }

    private static AlreadySigned alreadySigned(Signed signed) {
        return new AlreadySigned(signed.signature().signedAt());
    }

    @Override
    public Consent evolve(Consent consent, ConsentEvent event) {
        return switch (event) {
            case ConsentAsked(var matter, var lapsesAt, var at) -> new Asked(matter, at, lapsesAt, List.of(), null);
            case ConsentBarred(var at) -> new Barred(at);
            case ConsentCarried(var survivor) ->
                switch (consent) {
                    case NotAsked _ -> new NotAsked(survivor);
                    case Barred barred -> barred;
                    case Known known -> known.about(known.matter().carriedTo(survivor));
                };
            case SigningCodeIssued(var code, var _, var at) -> {
                Asked asked = (Asked) consent;
                List<Instant> issuedAt = Stream.concat(lastHour(asked, at).stream(), Stream.of(at))
                        .toList();
                yield new Asked(asked.matter(), asked.askedAt(), asked.lapsesAt(), issuedAt, code);
            }
            case SigningCodeMissed() -> {
                Asked asked = (Asked) consent;
                SigningCode code = asked.code() == null ? null : asked.code().missed();
                yield new Asked(asked.matter(), asked.askedAt(), asked.lapsesAt(), asked.issuedAt(), code);
            }
            case ConsentSigned(var signature) -> {
                Known known = (Known) consent;
                yield new Signed(known.matter(), known.askedAt(), signature);
            }
            case ConsentRefused(var at) -> {
                Known known = (Known) consent;
                yield new Refused(known.matter(), known.askedAt(), at);
            }
            case ConsentWithdrawn(var at) -> {
                Signed signed = (Signed) consent;
                yield new Withdrawn(signed.matter(), signed.askedAt(), signed.signature(), at);
            }
            case ConsentLapsed(var at) -> {
                Known known = (Known) consent;
                yield new Lapsed(known.matter(), known.askedAt(), at);
            }
            case ConsentExpired(var at) -> {
                Signed signed = (Signed) consent;
                yield new Expired(signed.matter(), signed.askedAt(), signed.signature(), at);
            }
            case ConsentClosed(var at) -> {
                Known known = (Known) consent;
                yield new Closed(
                        known.matter(), known.askedAt(), known.evidence().orElse(null), at);
            }
        };
    }
}
