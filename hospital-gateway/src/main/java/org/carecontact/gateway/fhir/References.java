package org.carecontact.gateway.fhir;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Identifier;
import org.hl7.fhir.r4.model.Patient;
import org.hl7.fhir.r4.model.Practitioner;
import org.hl7.fhir.r4.model.PractitionerRole;
import org.hl7.fhir.r4.model.Reference;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Finds who is meant by a reference: by identifier, within the resource or its Bundle, or told of before. */
final class References {

    private final LogicalIds ids;

    References(LogicalIds ids) {
        this.ids = ids;
    }

    /**
     * The hospital's own number of a patient. A logical id that was never told of is none: it may equal another
     * patient's number.
     */
    Optional<PatientId> patient(Reference reference, Reading reading) {
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
    Optional<PatientId> patient(Patient patient, @Nullable String logicalId, Reading reading) {
        if (patient.hasIdentifier()) {
            return Identifiers.find(patient.getIdentifier(), reading.dialect().patient(), PatientId::parse);
        }
        if (logicalId == null || CitizenNumbers.isOne(logicalId)) {
            return Optional.empty();
        }
        // What we named ourselves is no number of the hospital's.
        return PatientId.parse(ids.find("Patient", logicalId).orElse(logicalId));
    }

    /** The hospital's own number of a doctor, else the logical id: nobody is joined with anybody by it. */
    Optional<DoctorId> doctor(Reference reference, Reading reading) {
        Optional<DoctorId> named = identifier(reference)
                .flatMap(one -> Identifiers.find(List.of(one), reading.dialect().doctor(), DoctorId::parse));
        if (named.isPresent()) {
            return named;
        }
        Optional<Resource> target = target(reference, reading);
        if (target.isPresent()) {
            return switch (target.get()) {
                case Practitioner one
                when one.hasIdentifier() ->
                    Identifiers.find(one.getIdentifier(), reading.dialect().doctor(), DoctorId::parse);
                case Practitioner one -> logical(Optional.ofNullable(logicalId(one)));
                case PractitionerRole role when role.hasPractitioner() -> doctor(role.getPractitioner(), reading);
                default -> Optional.empty();
            };
        }
        return logical(logicalId(reference, "Practitioner"));
    }

    private static Optional<DoctorId> logical(Optional<String> logicalId) {
        return logicalId.filter(id -> !CitizenNumbers.isOne(id)).flatMap(DoctorId::parse);
    }

    /** A logical reference, or a conditional one ({@code Patient?identifier=system|value}). */
    private static Optional<Identifier> identifier(Reference reference) {
        if (reference.hasIdentifier() && reference.getIdentifier().hasValue()) {
            return Optional.of(reference.getIdentifier());
        }
        String written = reference.hasReference() ? reference.getReference() : "";
        int search = written.indexOf("?identifier=");
        if (search < 0) {
            return Optional.empty();
        }
        return searched(written.substring(search + "?identifier=".length()));
    }

    /** The token of a search by identifier, as {@code system|value}. */
    static Optional<Identifier> searched(String token) {
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

    /** What stands in the resource itself or in the same Bundle. */
    private static Optional<Resource> target(Reference reference, Reading reading) {
        if (reference.getResource() instanceof Resource resource) {
            return Optional.of(resource);
        }
        Bundle bundle = reading.bundle();
        if (bundle == null || !reference.hasReference()) {
            return Optional.empty();
        }
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

    private static Optional<String> logicalId(Reference reference, String type) {
        if (!reference.hasReference() || reference.getReference().startsWith("#")) {
            return Optional.empty();
        }
        IdType id = new IdType(reference.getReference());
        return id.hasIdPart() && type.equals(id.getResourceType()) ? Optional.of(id.getIdPart()) : Optional.empty();
    }

    /** Null for a resource without one; a UUID of a Bundle names nothing outside it. */
    static @Nullable String logicalId(Resource resource) {
        IdType id = resource.getIdElement();
        if (!id.hasIdPart() || id.getValue().startsWith("urn:") || id.getValue().startsWith("#")) {
            return null;
        }
        return id.getIdPart();
    }
}
