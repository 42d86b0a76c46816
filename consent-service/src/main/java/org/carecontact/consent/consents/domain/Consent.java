package org.carecontact.consent.consents.domain;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carecontact.consent.ages.domain.AgeBand;
import org.carecontact.consent.codes.domain.SigningCode;
import org.carecontact.consent.forms.domain.ShownDocument;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** The consent to one request. */
public sealed interface Consent {

    /**
     * Nobody was asked yet.
     *
     * @param survivor the patient's id that remained when the hospital merged it; null while it did not
     */
    record NotAsked(@Nullable PatientId survivor) implements Consent {}

    /** The request was over before anybody was asked. */
    record Barred(Instant at) implements Consent {}

    /** A consent that somebody was asked for. */
    sealed interface Known extends Consent {
        Matter matter();

        Instant askedAt();

        /** Returns the state's name as people see it. */
        default String name() {
            return switch (this) {
                case Asked _ -> "ASKED";
                case Signed _ -> "SIGNED";
                case Refused _ -> "REFUSED";
                case Withdrawn _ -> "WITHDRAWN";
                case Lapsed _ -> "LAPSED";
                case Expired _ -> "EXPIRED";
                case Closed _ -> "CLOSED";
            };
        }

        /** Returns this state about another version of the matter. */
        default Known about(Matter matter) {
            return switch (this) {
                case Asked at -> new Asked(matter, at.askedAt(), at.lapsesAt(), at.issuedAt(), at.code());
                case Signed at -> new Signed(matter, at.askedAt(), at.signature(), at.anew(), at.codes());
                case Refused at -> new Refused(matter, at.askedAt(), at.endedAt());
                case Withdrawn at -> new Withdrawn(matter, at.askedAt(), at.signature(), at.endedAt());
                case Lapsed at -> new Lapsed(matter, at.askedAt(), at.endedAt());
                case Expired at -> new Expired(matter, at.askedAt(), at.signature(), at.endedAt());
                case Closed at -> new Closed(matter, at.askedAt(), at.signature(), at.endedAt());
            };
        }

        /** Returns when it came into this state. */
        default Instant since() {
            return switch (this) {
                case Asked asked -> asked.askedAt();
                case Signed(var _, var _, var signature, var anew, var _) ->
                    anew == null ? signature.signedAt() : anew.since();
                case Ended ended -> ended.endedAt();
            };
        }

        /** Returns what somebody is asked to sign now; empty when nobody is. */
        default Optional<Question> question() {
            return Optional.empty();
        }

        /** Returns the documents that the contact rests on: of the signature, while no other is needed in its place. */
        default List<ShownDocument> restsOn() {
            return List.of();
        }

        /** Returns whether the one who signed, or has to sign now, is the right one at this age. */
        default boolean fits(AgeBand band) {
            Signer signer = question().map(Question::signer).orElse(matter().signer());
            return signer.at(band) == signer;
        }

        /** Returns the signature, in force or not: contact that took place while it was in force stays lawful. */
        default Optional<Signature> evidence() {
            return Optional.empty();
        }
    }

    /**
     * Waiting for the signature.
     *
     * @param issuedAt times of the newest codes, oldest first
     * @param code the newest code; null before the first
     */
    record Asked(
            Matter matter,
            Instant askedAt,
            Instant lapsesAt,
            List<Instant> issuedAt,
            @Nullable SigningCode code) implements Known {
        public Asked {
            issuedAt = List.copyOf(issuedAt);
        }

        @Override
        public Optional<Question> question() {
            return Optional.of(asks());
        }

        Question asks() {
            return new Question(matter.signer(), lapsesAt, issuedAt, code, 0);
        }

        Asked with(Question changed) {
            return new Asked(matter, askedAt, lapsesAt, changed.issuedAt(), changed.code());
        }
    }

    /**
     * Signed; while the signer is asked anew too.
     *
     * @param anew null while nobody is asked anew
     * @param codes the number of the last code; null for a signature from before it was kept
     */
    record Signed(
            Matter matter,
            Instant askedAt,
            Signature signature,
            @Nullable Anew anew,
            @Nullable Integer codes) implements Known {

        /** More than the codes of a question that can be signed for a week. */
        private static final int MORE_THAN_EVER = 1000;

        @Override
        public Optional<Question> question() {
            return Optional.ofNullable(anew).map(Anew::question);
        }

        /** Returns when it ends, if nothing else happens. */
        public Instant endsAt() {
            return anew == null ? signature.validUntil() : anew.question().signBefore();
        }

        public boolean isSuspended() {
            return anew != null && anew.suspendedAt() != null;
        }

        @Override
        public List<ShownDocument> restsOn() {
            return isSuspended() ? List.of() : signature.documents();
        }

        int issued() {
            if (anew != null) {
                return anew.question().nextIssue() - 1;
            }
            return codes == null ? MORE_THAN_EVER : codes;
        }

        Signed asked(@Nullable Anew again) {
            return new Signed(matter, askedAt, signature, again, codes);
        }

        @Override
        public Optional<Signature> evidence() {
            return Optional.of(signature);
        }
    }

    /** Nothing can be signed or withdrawn any more. */
    sealed interface Ended extends Known {
        Instant endedAt();
    }

    record Refused(Matter matter, Instant askedAt, Instant endedAt) implements Ended {}

    record Withdrawn(Matter matter, Instant askedAt, Signature signature, Instant endedAt) implements Ended {
        @Override
        public Optional<Signature> evidence() {
            return Optional.of(signature);
        }
    }

    /** Never signed in time. */
    record Lapsed(Matter matter, Instant askedAt, Instant endedAt) implements Ended {}

    /** Signed, but no longer valid. */
    record Expired(Matter matter, Instant askedAt, Signature signature, Instant endedAt) implements Ended {
        @Override
        public Optional<Signature> evidence() {
            return Optional.of(signature);
        }
    }

    /** The request or the contact is over, so nothing is left to consent to. */
    record Closed(Matter matter, Instant askedAt, @Nullable Signature signature, Instant endedAt) implements Ended {
        @Override
        public Optional<Signature> evidence() {
            return Optional.ofNullable(signature);
        }
    }

    /** Returns whether the contact may rest on this consent at this moment. */
    default boolean inForce(Instant now) {
        return this instanceof Signed signed
                && !signed.isSuspended()
                && now.isBefore(signed.signature().validUntil());
    }
}
