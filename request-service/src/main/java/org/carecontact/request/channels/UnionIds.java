package org.carecontact.request.channels;

import java.util.Optional;
import org.carecontact.schemas.ids.PatientId;

/** Knows patients by the id that WeChat gives a person over all accounts of one owner. */
interface UnionIds {

    /** Returns the patient's union id; empty where nobody told it. */
    Optional<String> of(String hospital, PatientId patient);
}
