package org.carecontact.gateway.fhir.reading;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.gateway.feeds.FeedMeters;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Reference;

/** Finds the hospital's department among all that a resource calls it. */
public final class Departments {

    /**
     * A department.
     *
     * @param code of the hospital
     * @param said what the resource calls it
     */
    public record Found(String code, String said) {}

    private final FeedMeters meters;

    public Departments(FeedMeters meters) {
        this.meters = meters;
    }

    /**
     * The first that the dialect names, else the first as it is, which the feed's page then shows unless the hospital lists
     * it; empty when nothing is said, and with a warning when it is of no use.
     *
     * @param place of the element that is best changed
     */
    public Optional<Found> find(List<String> said, String place, Reading reading) {
        List<String> written =
                said.stream().map(String::strip).filter(text -> !text.isEmpty()).toList();
        if (written.isEmpty()) {
            return Optional.empty();
        }
        Map<String, String> known = reading.dialect().departments();
        Optional<String> named = written.stream().filter(known::containsKey).findFirst();
        String text = named.orElse(written.getFirst());
        Optional<String> code = Texts.usable(named.map(known::get).orElse(text));
        if (code.isEmpty()) {
            reading.warn(place, "A department of at most 64 characters");
        } else if (!reading.dialect().isDepartment(written)) {
            meters.unmapped("department", text);
        }
        return code.map(it -> new Found(it, text));
    }

    /** What a reference calls its target: the identifier, the id, the display name. */
    public static Stream<String> named(Reference reference) {
        IdType id = new IdType(reference.getReference());
        return Stream.of(
                        reference.getIdentifier().getValue(),
                        id.hasIdPart() && id.hasResourceType() ? id.getIdPart() : null,
                        reference.getDisplay())
                .filter(Objects::nonNull);
    }
}
