package org.carecontact.notification.correspondence.domain;

import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;

/** The patient and the doctor of a request, by the hospital's own ids. */
public record Parties(String hospital, PairId pair, RequestId request, PatientId patient, DoctorId doctor) {}
