package org.carecontact.request.patients;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.patients.domain.MergeRejection;
import org.carecontact.request.patients.domain.NoteMerge;
import org.carecontact.request.patients.domain.NumberMerged;
import org.carecontact.request.patients.domain.PatientNumber;
import org.carecontact.schemas.ids.PatientId;
import org.springframework.stereotype.Component;

/** Knows who remains of patients whose numbers a hospital merged, over any number of merges. */
@Component
public final class KnownPatients {

    private final Documents<NoteMerge, PatientNumber, NumberMerged, MergeRejection> documents;

    KnownPatients(Documents<NoteMerge, PatientNumber, NumberMerged, MergeRejection> documents) {
        this.documents = documents;
    }

    /** The id of a number's document. */
    public static String id(String hospital, PatientId patient) {
        return hospital + ":" + patient.encoded();
    }

    /** Returns the number that remains of this one; the number itself while it is in use, or merged in a circle. */
    public PatientId remaining(String hospital, PatientId patient) {
        Set<PatientId> way = new HashSet<>();
        PatientId at = patient;
        while (way.add(at)) {
            switch (numberOf(hospital, at)) {
                case PatientNumber.InUse _ -> {
                    return at;
                }
                case PatientNumber.Merged(var survivor, var _) -> at = survivor;
            }
        }
        return patient;
    }

    /** Returns whether merges lead from this number to the other, or both are one. */
    public boolean leadsTo(String hospital, PatientId patient, PatientId other) {
        Set<PatientId> way = new HashSet<>();
        PatientId at = patient;
        while (way.add(at)) {
            if (!at.equals(other) && numberOf(hospital, at) instanceof PatientNumber.Merged(var survivor, var _)) {
                at = survivor;
            }
        }
        return at.equals(other);
    }

    private PatientNumber numberOf(String hospital, PatientId patient) {
        return documents
                .find(hospital, id(hospital, patient))
                .map(Stored::state)
                .orElse(new PatientNumber.InUse());
    }

    /** Returns those of these numbers that were merged, with one query. */
    public Set<PatientId> merged(String hospital, Collection<PatientId> patients) {
        Map<String, PatientId> byId = new HashMap<>();
        patients.forEach(patient -> byId.put(id(hospital, patient), patient));
        return documents.findAll(hospital, byId.keySet()).entrySet().stream()
                .filter(found -> found.getValue().state() instanceof PatientNumber.Merged)
                .map(found -> byId.get(found.getKey()))
                .collect(Collectors.toSet());
    }
}
