package org.carecontact.gateway.intake;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;

/** The numbers of visits that a hospital does not number, or numbers anew for each patient: they begin with the patient. */
public final class VisitIds {

    private static final DateTimeFormatter ADMISSION =
            DateTimeFormatter.ofPattern("yyyyMMddHHmm").withZone(ZoneOffset.UTC);

    private VisitIds() {}

    /** A visit without a number: its patient's at the time of admission. Empty when that is too long for an id. */
    public static Optional<VisitId> admitted(PatientId patient, Instant at) {
        return VisitId.parse(patient + "@" + ADMISSION.format(at));
    }

    /** A number that is unique for each patient only. Empty when that is too long for an id. */
    public static Optional<VisitId> ofPatient(PatientId patient, String number) {
        return VisitId.parse(patient + "/" + number);
    }

    /** The same number at the patient into whom this one is merged; empty when the patient is no part of it. */
    static Optional<VisitId> of(VisitId number, PatientId patient, PatientId survivor) {
        String text = number.value();
        return text.startsWith(patient + "@") || text.startsWith(patient + "/")
                ? VisitId.parse(survivor + text.substring(patient.value().length()))
                : Optional.empty();
    }
}
