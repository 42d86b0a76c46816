package org.carecontact.gateway.fhir.staff;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.gateway.fhir.reading.Departments;
import org.carecontact.gateway.fhir.reading.FhirTimes;
import org.carecontact.gateway.fhir.reading.Reading;
import org.carecontact.gateway.fhir.reading.References;
import org.carecontact.gateway.fhir.reading.Refused;
import org.carecontact.gateway.fhir.reading.ResourceMapper;
import org.carecontact.gateway.fhir.reading.Telecoms;
import org.carecontact.gateway.fhir.reading.Texts;
import org.carecontact.gateway.fhir.reading.Told;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.staff.domain.DepartmentWords;
import org.carecontact.gateway.staff.domain.DoctorWords;
import org.carecontact.gateway.values.PersonalValues;
import org.carecontact.gateway.vocabulary.domain.Sealed;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.schemas.ids.DepartmentId;
import org.carecontact.schemas.ids.DoctorId;
import org.hl7.fhir.r4.model.Period;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;

/**
 * Reads PractitionerRole: in which department a doctor works. A doctor may have others, so a role that is over says
 * neither that the doctor left nor where the doctor works now.
 */
final class PractitionerRoleMapper implements ResourceMapper<PractitionerRole> {

    private final References references;
    private final Departments departments;
    private final PersonalValues values;

    PractitionerRoleMapper(References references, Departments departments, PersonalValues values) {
        this.references = references;
        this.departments = departments;
        this.values = values;
    }

    @Override
    public Class<PractitionerRole> type() {
        return PractitionerRole.class;
    }

    @Override
    public Told read(PractitionerRole role, Reading reading) {
        List<String> names = References.names(role.getIdentifier());
        if (!role.hasPractitioner()) {
            return told(List.of(), names.isEmpty() ? reading.heard().print() : names.getFirst(), "", names);
        }
        DoctorId doctor = references
                .doctor(role.getPractitioner(), reading)
                .orElseThrow(() -> Refused.notTold(
                        References.awaited(role.getPractitioner(), Actors.DOCTORS, reading),
                        reading.at("practitioner"),
                        Actors.WHO_IS_RIGHT));
        Optional<Departments.Found> department = department(role, reading);
        String number = names.isEmpty()
                ? doctor.value()
                        + "\n"
                        + department.map(Departments.Found::code).orElse("")
                : names.getFirst();
        return told(statements(role, doctor, department, reading), number, doctor.value(), names);
    }

    private static Told told(List<Statement> statements, String number, String meaning, List<String> names) {
        return new Told(statements, number, meaning, names, !statements.isEmpty());
    }

    private List<Statement> statements(
            PractitionerRole role, DoctorId doctor, Optional<Departments.Found> department, Reading reading) {
        if (role.hasActive() && !role.getActive()) {
            reading.warn(
                    "active", "Practitioner.active when the doctor left, another role when the department is another");
            return List.of();
        }
        if (!holds(role.getPeriod(), reading.by().at(), reading.dialect().zone())) {
            reading.warn(
                    "period", "Practitioner.active when the doctor left; a role again from the day on which it begins");
            return List.of();
        }
        Word<Sealed> number = Telecoms.number(role.getTelecom(), "telecom", reading)
                .map(one -> values.number(reading.hospital(), doctor, one));
        if (department.isEmpty() && number instanceof Word.Absent<Sealed>) {
            reading.warn("healthcareService", "The department, here or in organization or location");
            return List.of();
        }
        List<Statement> statements = new ArrayList<>();
        statements.add(new Statement.OfDoctor(
                doctor,
                new DoctorWords(
                        Word.absent(),
                        Word.absent(),
                        department.map(found -> Word.of(found.code())).orElseGet(Word::absent),
                        Word.absent(),
                        number),
                reading.by()));
        department
                .flatMap(found -> DepartmentId.parse(found.code())
                        .flatMap(id -> name(role, found)
                                .map(name -> new Statement.OfDepartment(
                                        id,
                                        new DepartmentWords(Word.of(name), Word.absent(), Word.absent()),
                                        reading.by()))))
                .ifPresent(statements::add);
        return statements;
    }

    private static boolean holds(Period period, Instant moment, ZoneId zone) {
        boolean begins = FhirTimes.moment(period.getStartElement(), zone, moment, false)
                .filter(start -> start.isAfter(moment))
                .isPresent();
        return !begins && !FhirTimes.isOver(period, moment, zone);
    }

    /** The service, else the organization, else the place; a code or specialty only where the dialect names it. */
    private Optional<Departments.Found> department(PractitionerRole role, Reading reading) {
        List<String> said = new ArrayList<>(
                places(role).stream().flatMap(Departments::named).toList());
        Stream.of(role.getSpecialty(), role.getCode())
                .flatMap(concepts -> Texts.all(concepts).stream())
                .filter(reading.dialect().departments()::containsKey)
                .forEach(said::add);
        said.removeIf(text -> text.strip().equals(reading.hospital()));
        return departments.find(said, "healthcareService", reading);
    }

    private static List<Reference> places(PractitionerRole role) {
        List<Reference> places = new ArrayList<>(role.getHealthcareService());
        places.add(role.getOrganization());
        places.addAll(role.getLocation());
        return places;
    }

    /** As the reference calls it that names the department. */
    private static Optional<String> name(PractitionerRole role, Departments.Found found) {
        return places(role).stream()
                .filter(place -> place.hasDisplay()
                        && Departments.named(place).map(String::strip).anyMatch(found.said()::equals))
                .findFirst()
                .flatMap(place -> Texts.usable(place.getDisplay()))
                .filter(name -> !name.equals(found.code()));
    }
}
