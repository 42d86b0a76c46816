package org.carecontact.consent.ages;

import java.util.Collection;
import java.util.Map;
import java.util.stream.Collectors;
import org.carecontact.consent.ages.domain.AgeBand;
import org.carecontact.consent.ages.domain.NoteAgeBand;
import org.carecontact.consent.ages.domain.PatientAge;
import org.carecontact.consent.ages.domain.PatientAgeDecider;
import org.carecontact.kernel.store.Documents;
import org.carecontact.schemas.ids.PatientId;
import org.springframework.stereotype.Component;

/** Finds the age bands that hospitals told since they changed. */
@Component
public final class PatientAges {

    private final Documents<NoteAgeBand, PatientAge, NoteAgeBand, PatientAgeDecider.Never> documents;

    PatientAges(Documents<NoteAgeBand, PatientAge, NoteAgeBand, PatientAgeDecider.Never> documents) {
        this.documents = documents;
    }

    /** The id of a patient's document. */
    public static String id(String hospital, PatientId patient) {
        return hospital + ":" + patient.encoded();
    }

    /** Returns the bands of those of these patients of whom one was told, by the document's id, with one query. */
    public Map<String, AgeBand> of(String hospital, Collection<PatientId> patients) {
        return documents
                .findAll(
                        hospital,
                        patients.stream().map(patient -> id(hospital, patient)).toList())
                .values()
                .stream()
                .collect(Collectors.toMap(
                        stored -> stored.id(), stored -> stored.state().band()));
    }
}
