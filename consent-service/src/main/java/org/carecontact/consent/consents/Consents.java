package org.carecontact.consent.consents;

import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.consents.domain.Matter;
import org.carecontact.consent.consents.domain.Question;
import org.carecontact.consent.consents.domain.Signer;
import org.carecontact.kernel.store.CommandKey;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.schemas.Relations;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.springframework.stereotype.Component;

/** Finds and changes consents for the people whom they concern. */
@Component
final class Consents {

    /** A stored consent that somebody was asked for. */
    record Found(Stored<Consent> stored, Known known) {
        Matter matter() {
            return known.matter();
        }

        /** Returns who has to sign now, else who signed or had to. */
        Signer signer() {
            return known.question().map(Question::signer).orElse(known.matter().signer());
        }
    }

    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> documents;

    Consents(Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> documents) {
        this.documents = documents;
    }

    /** Finds the consent for its signer, the patient, or people of the hospital who look after requests. */
    Found readable(Caller caller, RequestId request) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF, Role.SUPERVISOR);
        Found found = find(caller, request);
        return switch (caller.role()) {
            case PATIENT, FAMILY, STAFF, SUPERVISOR -> found;
            // The text is the patient's business, and a doctor who was not asked yet must not learn of the request.
            case DOCTOR, SYSTEM, OPERATOR -> throw Problem.notFound().exception();
        };
    }

    /** Finds the consent for those who rely on it: the readers and, once it is signed, the doctor. */
    Found reliable(Caller caller, RequestId request) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR, Role.STAFF, Role.SUPERVISOR);
        Found found = find(caller, request);
        if (caller.role() == Role.DOCTOR && found.known().evidence().isEmpty()) {
            throw Problem.notFound().exception();
        }
        return found;
    }

    /** Finds the consent for its signer. */
    Found toSign(Caller caller, RequestId request) {
        Found found = readable(caller, request);
        if (!is(caller, found.matter(), found.signer())) {
            throw ConsentProblems.notTheSigner(found.signer()).exception();
        }
        return found;
    }

    /** Finds the consent for those who may end it: the patient, whoever signed it, and whoever has to sign it now. */
    Found toEnd(Caller caller, RequestId request) {
        Found found = readable(caller, request);
        if (as(caller, found).isEmpty()) {
            throw ConsentProblems.notTheSigner(found.signer()).exception();
        }
        return found;
    }

    /** Returns as whom the caller may end this consent; empty when as nobody. */
    static Optional<Signer> as(Caller caller, Found found) {
        return Stream.of(Signer.PATIENT, found.signer(), found.matter().signer())
                .filter(signer -> is(caller, found.matter(), signer))
                .findFirst();
    }

    Reply<Consent, ConsentRejection> handle(
            Found found, CommandKey key, ConsentCommand command, Function<Consent, String> answer) {
        return documents.handle(found.stored(), key, command, answer);
    }

    /** Returns whether the caller is the one who signs as this signer. */
    static boolean is(Caller caller, Matter matter, Signer signer) {
        if (!speaksFor(caller, matter)) {
            return false;
        }
        return switch (signer) {
            case PATIENT -> caller.role() == Role.PATIENT;
            case FAMILY -> caller.role() == Role.FAMILY;
            case GUARDIAN ->
                caller.role() == Role.FAMILY
                        && caller.relation() != null
                        && Relations.GUARDIANS.contains(caller.relation());
        };
    }

    private Found find(Caller caller, RequestId request) {
        return documents
                .find(caller.hospital(), request.toString())
                .filter(stored -> stored.state() instanceof Known known && concerns(caller, known.matter()))
                .map(stored -> new Found(stored, (Known) stored.state()))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static boolean concerns(Caller caller, Matter matter) {
        return switch (caller.role()) {
            case PATIENT, FAMILY -> speaksFor(caller, matter);
            case DOCTOR -> caller.person().equals(matter.doctor().value());
            case STAFF, SUPERVISOR -> true;
            case SYSTEM, OPERATOR -> false;
        };
    }

    private static boolean speaksFor(Caller caller, Matter matter) {
        PatientId survivor = matter.survivor();
        return caller.speaksFor(matter.patient().value()) || survivor != null && caller.speaksFor(survivor.value());
    }
}
