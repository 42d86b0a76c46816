package org.carecontact.gateway.fhir;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.carecontact.gateway.values.MobileNumbers;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.hl7.fhir.r4.model.CodeableConcept;
import org.hl7.fhir.r4.model.Coding;
import org.hl7.fhir.r4.model.ContactPoint;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointSystem;
import org.hl7.fhir.r4.model.ContactPoint.ContactPointUse;
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

    private static final String ABSENT = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    private ContactPoints() {}

    static Word<String> own(Patient patient, Reading reading) {
        return number(patient.getTelecom(), "telecom", reading);
    }

    /** The first usable number of a contact, a guardian or parent before anybody else. */
    static Word<String> guardians(Patient patient, Reading reading) {
        List<Patient.ContactComponent> ordered = new ArrayList<>(patient.getContact());
        ordered.removeIf(one -> codes(one).stream().anyMatch(NO_KIN::contains)
                || isOver(one, reading.now(), reading.dialect().zone()));
        ordered.sort(Comparator.comparing(one -> codes(one).stream().noneMatch(GUARDIANS::contains)));
        Word<String> said = Word.absent();
        for (Patient.ContactComponent one : ordered) {
            Word<String> number = number(one.getTelecom(), "contact.telecom", reading);
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
        return FhirTimes.moment(contact.getPeriod().getEndElement(), zone, Instant.EPOCH, true)
                .filter(end -> end.isBefore(now))
                .isPresent();
    }

    private static List<String> codes(Patient.ContactComponent contact) {
        return contact.getRelationship().stream()
                .map(CodeableConcept::getCoding)
                .flatMap(List::stream)
                .filter(Coding::hasCode)
                .map(Coding::getCode)
                .toList();
    }

    /** What is no longer in use, or said to be absent, is withdrawn unless another number stands beside it. */
    private static Word<String> number(List<ContactPoint> telecom, String place, Reading reading) {
        List<ContactPoint> telephones = telecom.stream()
                .filter(one -> !one.hasSystem()
                        || one.getSystem() == ContactPointSystem.PHONE
                        || one.getSystem() == ContactPointSystem.SMS)
                .toList();
        List<ContactPoint> inUse = telephones.stream()
                .filter(one -> one.hasValue() && !isOld(one, reading))
                .sorted(Comparator.comparing((ContactPoint one) ->
                                one.getUse() != ContactPointUse.MOBILE && one.getSystem() != ContactPointSystem.SMS)
                        .thenComparing(one -> one.hasRank() ? one.getRank() : Integer.MAX_VALUE))
                .toList();
        if (inUse.isEmpty()) {
            boolean withdrawn = telephones.stream().anyMatch(one -> isOld(one, reading) || one.hasExtension(ABSENT));
            return withdrawn ? Word.withdrawn() : Word.absent();
        }
        Optional<String> usable = inUse.stream()
                .map(ContactPoint::getValue)
                .map(MobileNumbers::parse)
                .flatMap(Optional::stream)
                .findFirst();
        if (usable.isEmpty()) {
            reading.warn(place, "A mobile number that takes an SMS, as 13800000000");
        }
        return usable.map(Word::of).orElseGet(Word::absent);
    }

    private static boolean isOld(ContactPoint one, Reading reading) {
        return one.getUse() == ContactPointUse.OLD
                || FhirTimes.moment(
                                one.getPeriod().getEndElement(),
                                reading.dialect().zone(),
                                Instant.EPOCH,
                                true)
                        .filter(end -> end.isBefore(reading.now()))
                        .isPresent();
    }
}
