package org.carecontact.gateway.fhir.reading;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Property;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

// Longer than 300 lines: every form that a reference may have.
/** Finds who is meant by a reference: by identifier, within the resource or its Bundle, or told of before. */
public final class References {

    private static final String PRACTITIONER = "Practitioner";
    private static final String ROLE = "PractitionerRole";
    private static final String SEARCH = "?identifier=";
    private static final int LONGEST_NAME = 300;
    /** These are found by the names of their identifiers; a person's identifier is the number itself. */
    private static final Set<String> NAMED = Set.of(ROLE, "Schedule", "Slot");

    private final LogicalIds ids;

    public References(LogicalIds ids) {
        this.ids = ids;
    }

    /**
     * The hospital's own number of a patient. A logical id that was never told of is none: it may equal another
     * patient's number.
     */
    public Optional<PatientId> patient(Reference reference, Reading reading) {
        Optional<PatientId> named = identifier(reference)
                .flatMap(one -> Identifiers.find(List.of(one), reading.dialect().patient(), PatientId::parse));
        if (named.isPresent()) {
            return named;
        }
        Optional<Resource> target = target(reference, reading);
        if (target.isPresent() && target.get() instanceof Patient patient) {
            return patient(patient, logicalId(patient), reading);
        }
        return logicalId(reference, "Patient")
                .flatMap(id -> ids.find("Patient", id))
                .flatMap(PatientId::parse);
    }

    /**
     * The hospital's own number of a patient: an identifier, else the logical id where there is no identifier at all.
     *
     * @param logicalId null when it has none
     */
    public Optional<PatientId> patient(Patient patient, @Nullable String logicalId, Reading reading) {
        if (patient.hasIdentifier()) {
            return Identifiers.find(patient.getIdentifier(), reading.dialect().patient(), PatientId::parse);
        }
        if (logicalId == null || CitizenNumbers.isOne(logicalId)) {
            return Optional.empty();
        }
        // What we named ourselves is no number of the hospital's.
        return PatientId.parse(ids.find("Patient", logicalId).orElse(logicalId));
    }

    /** The hospital's own number of a doctor who was told of, or is named by it; a role is its practitioner's. */
    public Optional<DoctorId> doctor(Reference reference, Reading reading) {
        if (!type(reference, reading).equals(Optional.of(ROLE))) {
            return practitioner(reference, reading);
        }
        Optional<Resource> target = target(reference, reading);
        if (target.isEmpty()) {
            return told(ROLE, reference).flatMap(DoctorId::parse);
        }
        return target.get() instanceof PractitionerRole role && role.hasPractitioner()
                ? practitioner(role.getPractitioner(), reading)
                : Optional.empty();
    }

    private Optional<DoctorId> practitioner(Reference reference, Reading reading) {
        Optional<DoctorId> named = identifier(reference)
                .flatMap(one -> Identifiers.find(List.of(one), reading.dialect().doctor(), DoctorId::parse));
        if (named.isPresent()) {
            return named;
        }
        Optional<Resource> target = target(reference, reading);
        if (target.isPresent()) {
            return target.get() instanceof Practitioner one ? doctor(one, logicalId(one), reading) : Optional.empty();
        }
        return told(PRACTITIONER, reference).flatMap(DoctorId::parse);
    }

    /** The same; where nobody told of the doctor, the logical id is the number: nobody is joined with anybody by it. */
    public Optional<DoctorId> doctorOrId(Reference reference, Reading reading) {
        Optional<DoctorId> known = doctor(reference, reading);
        return known.isPresent() || target(reference, reading).isPresent()
                ? known
                : logicalId(reference, PRACTITIONER)
                        .filter(id -> !CitizenNumbers.isOne(id))
                        .flatMap(DoctorId::parse);
    }

    /**
     * The hospital's own number of a doctor: an identifier, else the logical id where there is no identifier at all.
     *
     * @param logicalId null when it has none
     */
    public Optional<DoctorId> doctor(Practitioner practitioner, @Nullable String logicalId, Reading reading) {
        if (practitioner.hasIdentifier()) {
            return Identifiers.find(
                    practitioner.getIdentifier(), reading.dialect().doctor(), DoctorId::parse);
        }
        if (logicalId == null || CitizenNumbers.isOne(logicalId)) {
            return Optional.empty();
        }
        return DoctorId.parse(ids.find(PRACTITIONER, logicalId).orElse(logicalId));
    }

    /** What a reference to a resource of this type means, as it was kept when the resource was told of. */
    public Optional<String> told(String type, Reference reference) {
        return identifier(reference)
                .flatMap(References::name)
                .flatMap(name -> ids.find(type, name))
                .or(() -> logicalId(reference, type).flatMap(id -> ids.find(type, id)));
    }

    /**
     * What has to come so that a reference means somebody: a logical id with its type, or for others than people an
     * identifier. Empty when nothing that comes can change it: a search, an entry of a Bundle that is not there, what is
     * contained, and a person by an identifier of a type that is not taken.
     *
     * @param types of what may be meant
     */
    public static Optional<String> awaited(Reference reference, Set<String> types, Reading reading) {
        Optional<Resource> target = target(reference, reading);
        if (target.isPresent()) {
            return target.get() instanceof PractitionerRole role && reference.getResource() == role
                    ? awaited(role.getPractitioner(), Set.of(PRACTITIONER), reading)
                    : Optional.empty();
        }
        String type = type(reference).orElse("");
        if (!types.contains(type)
                || (reference.hasReference() && reference.getReference().contains("?"))) {
            return Optional.empty();
        }
        Optional<String> named =
                NAMED.contains(type) ? identifier(reference).flatMap(References::name) : Optional.empty();
        return named.or(() -> logicalId(reference, type).filter(id -> !CitizenNumbers.isOne(id)))
                .map(name -> type + "/" + name);
    }

    /** The type of what is meant; empty when neither the reference nor its target says. */
    public static Optional<String> type(Reference reference, Reading reading) {
        Optional<Resource> target = target(reference, reading);
        return target.isPresent() ? target.map(Resource::fhirType) : type(reference);
    }

    private static Optional<String> type(Reference reference) {
        String written = reference.hasReference() ? reference.getReference() : "";
        int search = written.indexOf('?');
        String type = search >= 0
                ? written.substring(written.lastIndexOf('/', search) + 1, search)
                : new IdType(written).getResourceType();
        if (type == null && reference.hasType()) {
            type = reference.getType().substring(reference.getType().lastIndexOf('/') + 1);
        }
        return Optional.ofNullable(type);
    }

    /** The types of identifiers that a dialect takes, as people read them. */
    public static String types(Dialect.Identifiers wanted) {
        return String.join(
                ", ",
                wanted.types().stream()
                        .map(type -> type.isEmpty() ? "none" : type)
                        .toList());
    }

    /** The names under which resources are found by their identifiers, with the system and without. */
    public static List<String> names(List<Identifier> identifiers) {
        List<String> names = new ArrayList<>();
        for (Identifier one : identifiers) {
            name(one).ifPresent(names::add);
            name(new Identifier().setValue(one.getValue())).ifPresent(names::add);
        }
        return names.stream().distinct().toList();
    }

    /** No logical id has a question mark. */
    private static Optional<String> name(Identifier identifier) {
        String name = "?" + Objects.requireNonNullElse(identifier.getSystem(), "") + "|" + identifier.getValue();
        return identifier.hasValue()
                        && name.length() <= LONGEST_NAME
                        && CitizenNumbers.without(name).equals(name)
                ? Optional.of(name)
                : Optional.empty();
    }

    /** A logical reference, or a conditional one ({@code Patient?identifier=system|value}). */
    private static Optional<Identifier> identifier(Reference reference) {
        if (reference.hasIdentifier() && reference.getIdentifier().hasValue()) {
            return Optional.of(reference.getIdentifier());
        }
        String written = reference.hasReference() ? reference.getReference() : "";
        int search = written.indexOf(SEARCH);
        if (search < 0) {
            return Optional.empty();
        }
        return searched(written.substring(search + SEARCH.length()));
    }

    /** The token of a search by identifier, as {@code system|value}. */
    public static Optional<Identifier> searched(String token) {
        try {
            String decoded = URLDecoder.decode(token, StandardCharsets.UTF_8);
            int bar = decoded.indexOf('|');
            Identifier identifier = new Identifier().setValue(decoded.substring(bar + 1));
            if (bar > 0) {
                identifier.setSystem(decoded.substring(0, bar));
            }
            return identifier.hasValue() ? Optional.of(identifier) : Optional.empty();
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /** Whether a resource has an identifier; without a system, any system's. */
    public static boolean has(Resource resource, Identifier wanted) {
        Property identifiers = resource.getNamedProperty("identifier");
        return identifiers != null
                && identifiers.getValues().stream()
                        .anyMatch(one -> one instanceof Identifier its
                                && wanted.getValue().equals(its.getValue())
                                && (!wanted.hasSystem() || wanted.getSystem().equals(its.getSystem())));
    }

    /** What stands in the resource itself or in the same Bundle. */
    public static Optional<Resource> target(Reference reference, Reading reading) {
        if (reference.getResource() instanceof Resource resource) {
            return Optional.of(resource);
        }
        Bundle bundle = reading.bundle();
        if (bundle == null) {
            return Optional.empty();
        }
        Optional<Resource> referred = reference.hasReference() ? referred(reference, bundle) : Optional.empty();
        return referred.or(() -> identifier(reference)
                .flatMap(wanted -> type(reference)
                        .flatMap(type -> resources(bundle)
                                .filter(one -> one.fhirType().equals(type) && has(one, wanted))
                                .findFirst())));
    }

    private static Optional<Resource> referred(Reference reference, Bundle bundle) {
        String written = reference.getReference();
        IdType wanted = new IdType(written);
        for (Bundle.BundleEntryComponent entry : bundle.getEntry()) {
            Resource resource = entry.getResource();
            if (resource == null) {
                continue;
            }
            boolean same = resource.fhirType().equals(wanted.getResourceType())
                    && wanted.hasIdPart()
                    && wanted.getIdPart().equals(logicalId(resource));
            if (same || written.equals(entry.getFullUrl())) {
                return Optional.of(resource);
            }
        }
        return Optional.empty();
    }

    private static Stream<Resource> resources(Bundle bundle) {
        return bundle.getEntry().stream()
                .map(Bundle.BundleEntryComponent::getResource)
                .filter(Objects::nonNull);
    }

    private static Optional<String> logicalId(Reference reference, String type) {
        if (!reference.hasReference() || reference.getReference().startsWith("#")) {
            return Optional.empty();
        }
        IdType id = new IdType(reference.getReference());
        return id.hasIdPart() && type.equals(id.getResourceType()) ? Optional.of(id.getIdPart()) : Optional.empty();
    }

    /** Null for a resource without one; a UUID of a Bundle names nothing outside it. */
    public static @Nullable String logicalId(Resource resource) {
        IdType id = resource.getIdElement();
        if (!id.hasIdPart() || id.getValue().startsWith("urn:") || id.getValue().startsWith("#")) {
            return null;
        }
        return id.getIdPart();
    }
}
