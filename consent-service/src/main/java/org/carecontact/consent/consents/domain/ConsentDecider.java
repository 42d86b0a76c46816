package org.carecontact.consent.consents.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.UnaryOperator;
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
import org.carecontact.consent.consents.domain.ConsentCommand.AskToRenew;
import org.carecontact.consent.consents.domain.ConsentCommand.AskUnderNewForm;
import org.carecontact.consent.consents.domain.ConsentCommand.CarryToSurvivor;
import org.carecontact.consent.consents.domain.ConsentCommand.CloseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.ExpireConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.consents.domain.ConsentCommand.LapseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteAge;
import org.carecontact.consent.consents.domain.ConsentCommand.NoteServed;
import org.carecontact.consent.consents.domain.ConsentCommand.RefuseConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.SignConsent;
import org.carecontact.consent.consents.domain.ConsentCommand.WithdrawConsent;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentAsked;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentAskedAnew;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentBarred;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentCarried;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentClosed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentExpired;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentLapsed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentRefused;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentRenewed;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentSigned;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentSuspended;
import org.carecontact.consent.consents.domain.ConsentEvent.ConsentWithdrawn;
import org.carecontact.consent.consents.domain.ConsentEvent.FormsServed;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeIssued;
import org.carecontact.consent.consents.domain.ConsentEvent.SigningCodeMissed;
import org.carecontact.consent.consents.domain.ConsentRejection.AlreadyAsked;
import org.carecontact.consent.consents.domain.ConsentRejection.AlreadyEnded;
import org.carecontact.consent.consents.domain.ConsentRejection.AlreadySigned;
import org.carecontact.consent.consents.domain.ConsentRejection.AnotherSigner;
import org.carecontact.consent.consents.domain.ConsentRejection.NeverAsked;
import org.carecontact.consent.consents.domain.ConsentRejection.NotSigned;
import org.carecontact.consent.consents.domain.ConsentRejection.RequestIsOver;
import org.carecontact.consent.consents.domain.ConsentRejection.TooEarly;
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

            case Case(Known known, NoteServed(var served))
            when served.isToldBy(known.matter().shown()) -> accept();
            case Case(Known _, NoteServed(var served)) -> accept(new FormsServed(served));

            case Case(NotAsked(var survivor), AskForConsent(var matter, var lapsesAt, var now)) ->
                accept(new ConsentAsked(matter.carriedTo(survivor), lapsesAt, now));
            case Case(NotAsked _, CloseConsent(var now)) -> accept(new ConsentBarred(now));
            case Case(NotAsked _, var _) -> reject(new NeverAsked());

            case Case(Barred _, AskForConsent _) -> reject(new RequestIsOver());
            case Case(Barred _, CloseConsent _) -> accept();
            case Case(Barred _, var _) -> reject(new NeverAsked());

            case Case(Asked _, AskForConsent _) -> reject(new AlreadyAsked());
            case Case(Asked asked, IssueCode issue) -> SigningRules.issue(asked.matter(), asked.asks(), issue);
            case Case(Asked asked, SignConsent sign) ->
                SigningRules.sign(asked.matter(), asked.asks(), sign, new ConsentSigned(sign.signature()));
            case Case(Asked asked, RefuseConsent(var as, var now)) ->
                SigningRules.mayEnd(as, asked.matter().signer())
                        ? accept(new ConsentRefused(now))
                        : reject(new AnotherSigner(asked.matter().signer()));
            case Case(Asked _, WithdrawConsent _) -> reject(new NotSigned());
            case Case(Asked asked, LapseConsent(var now))
            when now.isBefore(asked.lapsesAt()) -> reject(new TooEarly(asked.lapsesAt()));
            case Case(Asked _, LapseConsent(var now)) -> accept(new ConsentLapsed(now));
            case Case(Asked _, ExpireConsent _) -> reject(new NotSigned());
            case Case(Asked _, AskToRenew _) -> reject(new NotSigned());
            case Case(Asked asked, NoteAge age) -> AnewRules.grown(asked, age);
            case Case(Asked _, AskUnderNewForm _) -> accept(); // only what is active can be signed
            case Case(Asked _, CloseConsent(var now)) -> accept(new ConsentClosed(now));

            case Case(Signed _, AskForConsent _) -> reject(new AlreadyAsked());
            case Case(Signed signed, IssueCode issue) ->
                signed.question()
                        .map(question -> SigningRules.issue(signed.matter(), question, issue))
                        .orElseGet(() -> reject(alreadySigned(signed)));
            case Case(Signed signed, SignConsent sign) -> AnewRules.sign(signed, sign);
            case Case(Signed signed, RefuseConsent(var as, var now))
            when signed.isSuspended() -> AnewRules.end(signed, as, now);
            case Case(Signed signed, RefuseConsent _) -> reject(alreadySigned(signed));
            case Case(Signed signed, WithdrawConsent(var as, var now)) -> AnewRules.end(signed, as, now);
            case Case(Signed signed, LapseConsent _) -> reject(alreadySigned(signed));
            case Case(Signed signed, ExpireConsent(var now))
            when now.isBefore(signed.endsAt()) -> reject(new TooEarly(signed.endsAt()));
            case Case(Signed _, ExpireConsent(var now)) -> accept(new ConsentExpired(now));
            case Case(Signed _, CloseConsent(var now)) -> accept(new ConsentClosed(now));
            case Case(Signed signed, AskToRenew renew) -> AnewRules.renew(signed, renew);
            case Case(Signed signed, NoteAge age) -> AnewRules.grown(signed, age);
            case Case(Signed signed, AskUnderNewForm changed) -> AnewRules.changed(signed, changed);

            case Case(Ended _, AskForConsent _) -> reject(new AlreadyAsked());
            case Case(Ended _, CloseConsent _) -> accept();
            case Case(Refused _, RefuseConsent _) -> accept();
            case Case(Withdrawn _, WithdrawConsent _) -> accept();
            case Case(Ended ended, var _) -> reject(new AlreadyEnded(ended));
        };
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
            case SigningCodeIssued(var code, var _, var served, var at) ->
                asked(served((Known) consent, served), asks -> asks.issued(code, at));
            case FormsServed(var served) -> served((Known) consent, served);
            case SigningCodeMissed() -> asked((Known) consent, Question::missed);
            case ConsentSigned(var signature) -> {
                Asked asked = (Asked) consent;
                Matter matter =
                        asked.matter().with(signature.served(asked.matter().signer()));
                yield new Signed(
                        matter, asked.askedAt(), signature, null, asked.asks().nextIssue() - 1);
            }
            case ConsentAskedAnew anew -> askedAnew((Known) consent, anew);
            case ConsentSuspended(var _, var at) -> {
                Signed signed = (Signed) consent;
                Anew anew = signed.anew();
                yield signed.asked(anew == null ? null : anew.suspended(at));
            }
            case ConsentRenewed(var _, var signature) -> {
                Signed signed = (Signed) consent;
                Matter matter = signed.question()
                        .map(Question::signer)
                        .map(signed.matter()::signedBy)
                        .orElse(signed.matter());
                yield new Signed(
                        matter.with(signature.served(matter.signer())),
                        signed.askedAt(),
                        signature.inPlaceOf(signed.signature()),
                        null,
                        signed.issued());
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

    private static Known served(Known known, Served served) {
        return known.about(known.matter().with(served));
    }

    private static Known asked(Known known, UnaryOperator<Question> change) {
        return switch (known) {
            case Asked asked -> asked.with(change.apply(asked.asks()));
            case Signed signed -> {
                Anew anew = signed.anew();
                yield anew == null ? signed : signed.asked(anew.with(change.apply(anew.question())));
            }
            case Ended ended -> ended;
        };
    }

    private static Known askedAnew(Known known, ConsentAskedAnew event) {
        return switch (known) {
            case Asked(var matter, var askedAt, var _, var issuedAt, var code) ->
                new Asked(
                        matter.signedBy(event.signer()),
                        askedAt,
                        event.signBefore(),
                        issuedAt,
                        code == null ? null : code.spent(event.at()));
            case Signed signed -> {
                List<Instant> codes = signed.question().map(Question::issuedAt).orElse(List.of());
                Anew before = signed.anew();
                yield signed.asked(new Anew(
                        event.reason(),
                        event.at(),
                        before == null ? null : before.suspendedAt(),
                        new Question(event.signer(), event.signBefore(), codes, null, signed.issued())));
            }
            case Ended ended -> ended;
        };
    }
}
