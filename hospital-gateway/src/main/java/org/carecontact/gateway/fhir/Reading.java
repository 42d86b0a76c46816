package org.carecontact.gateway.fhir;

import java.time.Instant;
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
record Reading(
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
    String at(String element) {
        return place + "." + element;
    }

    void warn(String element, String remedy) {
        warnings.add(new Warning(at(element), remedy));
    }
}
