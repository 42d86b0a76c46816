package org.carecontact.gateway.fhir;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import org.carecontact.gateway.fhir.reading.FhirTimes;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.Telecoms;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.Patient;

/** The telephone numbers of a Patient: the patient's own, and that of the person who speaks for the patient. */
final class ContactPoints {

    /** Of v3-RoleCode and of v2 table 0063: guardians and parents. */
    private static final Set<String> GUARDIANS = Set.of(
            "GUARD",
            "PRN",
            "PRNINLAW",
            "MTH",
            "FTH",
            "STPMTH",
            "STPFTH",
            "ADOPTP",
            "NMTH",
            "NFTH",
            "GRD",
            "PAR",
            "POWATT",
            "HPOWATT");
    /** Of v2 table 0131: an employer, an agency or an insurer speaks for nobody. */
    private static final Set<String> NO_KIN = Set.of("E", "F", "I", "S");

    private ContactPoints() {}

    static Word<String> own(Patient patient, Reading reading) {
        return Telecoms.number(patient.getTelecom(), "telecom", reading);
    }

    /** The first usable number of a contact, a guardian or parent before anybody else. */
    static Word<String> guardians(Patient patient, Reading reading) {
        List<Patient.ContactComponent> ordered = new ArrayList<>(patient.getContact());
        ordered.removeIf(one -> codes(one).stream().anyMatch(NO_KIN::contains)
                || isOver(one, reading.now(), reading.dialect().zone()));
        ordered.sort(Comparator.comparing(one -> codes(one).stream().noneMatch(GUARDIANS::contains)));
        Word<String> said = Word.absent();
        for (Patient.ContactComponent one : ordered) {
            Word<String> number = Telecoms.number(one.getTelecom(), "contact.telecom", reading);
            if (number instanceof Word.Given<String>) {
                return number;
            }
            if (number instanceof Word.Withdrawn<String>) {
                said = number;
            }
        }
        return said;
    }

    private static boolean isOver(Patient.ContactComponent contact, Instant now, ZoneId zone) {
        return FhirTimes.isOver(contact.getPeriod(), now, zone);
    }

    private static List<String> codes(Patient.ContactComponent contact) {
        return contact.getRelationship().stream()
                .map(CodeableConcept::getCoding)
                .flatMap(List::stream)
                .filter(Coding::hasCode)
                .map(Coding::getCode)
                .toList();
    }
}
