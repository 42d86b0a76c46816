package org.carecontact.gateway.fhir.reading;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.carecontact.gateway.dialects.Dialect;
import org.carecontact.gateway.vocabulary.domain.Heard;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.hl7.fhir.r4.model.Bundle;
import org.jspecify.annotations.Nullable;

/**
 * One resource while it is read.
 *
 * @param logicalId in the sender's server; null for a resource without one
 * @param place FHIRPath of the resource
 * @param bundle in which it came; null when it came alone
 * @param now the receiver's time
 */
public record Reading(
        String hospital,
        Dialect dialect,
        @Nullable String logicalId,
        String place,
        @Nullable Bundle bundle,
        Heard heard,
        Stamp by,
        Instant now,
        List<Warning> warnings) {

    /** As {@code Bundle.entry[2].resource.subject}. */
    public String at(String element) {
        return place + "." + element;
    }

    /** Notes what is no use and costs nothing else. */
    public void warn(String element, String remedy) {
        warnings.add(new Warning(at(element), remedy));
    }

    /** The same while another resource is looked at: what is no use there is noted when that one is read. */
    public Reading quietly() {
        return new Reading(hospital, dialect, logicalId, place, bundle, heard, by, now, new ArrayList<>());
    }
}
