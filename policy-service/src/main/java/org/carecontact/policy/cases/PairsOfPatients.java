package org.carecontact.policy.cases;

import java.util.ArrayList;
import java.util.List;
import org.bson.Document;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.schemas.ids.PatientId;
import org.springframework.stereotype.Component;

/** Finds the pairs of a patient, as far as an encounter has named the patient since pairs remember it. */
@Component
final class PairsOfPatients {

    static final String PATIENT = "state.parties.patient";

    /** Doctors of one patient. */
    private static final int MOST = 500;

    private final Documents<PairCommand, Pair, PairEvent, PairRejection> pairs;

    PairsOfPatients(Documents<PairCommand, Pair, PairEvent, PairRejection> pairs) {
        this.pairs = pairs;
    }

    List<Pair> of(String hospital, PatientId patient) {
        return stored(hospital, patient).stream().map(Stored::state).toList();
    }

    /** Returns the ids of their documents. */
    List<String> ids(String hospital, PatientId patient) {
        return stored(hospital, patient).stream().map(Stored::id).toList();
    }

    private List<Stored<Pair>> stored(String hospital, PatientId patient) {
        return new ArrayList<>(pairs.page(hospital, new Document(PATIENT, patient.value()), null, MOST));
    }
}
