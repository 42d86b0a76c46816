package org.carecontact.consent.consents;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.consent.consents.domain.Consent;
import org.carecontact.consent.consents.domain.Consent.Known;
import org.carecontact.consent.consents.domain.ConsentCommand;
import org.carecontact.consent.consents.domain.ConsentEvent;
import org.carecontact.consent.consents.domain.ConsentRejection;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Finds a hospital's consents that somebody was asked for. */
@Component
public final class HospitalConsents {

    /** The field that says since when a consent is as it is. */
    static final String CHANGED = "changedAt";

    private static final String SIGNED_FORM = "signedForm";

    static final String PATIENT = "state.matter.patient";
    static final String SURVIVOR = "state.matter.survivor";
    private static final int AT_ONCE = 100;

    private final Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> documents;

    HospitalConsents(Documents<ConsentCommand, Consent, ConsentEvent, ConsentRejection> documents) {
        this.documents = documents;
    }

    /** Finds the consent to a request; empty also when it is another hospital's. */
    public Optional<Known> find(String hospital, RequestId request) {
        return documents.find(hospital, request.toString()).map(Stored::state).flatMap(HospitalConsents::known);
    }

    /** Returns all consents to requests for this patient, also those that came to it by a merge. */
    public List<Known> ofPatient(String hospital, PatientId patient) {
        return Stream.of(PATIENT, SURVIVOR)
                .flatMap(field -> all(hospital, new Document(field, patient.value())).stream())
                .distinct()
                .toList();
    }

    /** The field that says which wording of this kind a contact rests on. */
    static String signedForm(DocumentKind kind) {
        return switch (kind) {
            case CONSENT -> SIGNED_FORM;
            case SERVICE_AGREEMENT -> SIGNED_FORM + "Agreement";
            case DOCTOR_TERMS ->
                throw new IllegalArgumentException("no contact rests on a consent to the doctor's terms");
        };
    }

    /** A wording as that field names it. */
    static String wording(String language, int version) {
        return language + "/" + version;
    }

    /** Returns the first consents after this one that rest on this version of the hospital's form. */
    List<Stored<Consent>> signedUnder(
            String hospital, DocumentKind kind, String language, int version, @Nullable String after) {
        return documents.page(
                hospital, new Document("state." + signedForm(kind), wording(language, version)), after, AT_ONCE);
    }

    private List<Known> all(String hospital, Document filter) {
        List<Known> all = new ArrayList<>();
        List<Stored<Consent>> page = documents.page(hospital, filter, null, AT_ONCE);
        while (!page.isEmpty()) {
            page.forEach(stored -> known(stored.state()).ifPresent(all::add));
            page = page.size() < AT_ONCE
                    ? List.of()
                    : documents.page(hospital, filter, page.getLast().id(), AT_ONCE);
        }
        return all;
    }

    /**
     * Returns the first of the consents that changed in a span of time, the change that is longest ago first, and in the
     * order of their ids where times are equal.
     */
    public List<Known> changed(String hospital, Instant from, Instant before, int limit) {
        return documents.between(hospital, "state." + CHANGED, from, before, limit).stream()
                .flatMap(stored -> known(stored.state()).stream())
                .toList();
    }

    private static Optional<Known> known(Consent consent) {
        return consent instanceof Known known ? Optional.of(known) : Optional.empty();
    }
}
