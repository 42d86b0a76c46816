package org.carecontact.gateway.fhir;

import java.time.Instant;
import org.hl7.fhir.r4.model.Bundle;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/**
 * One resource as a sender wants it stored.
 *
 * @param creates whether the server is to give it an id (POST); else it has one, or is found by its identifier (PUT)
 * @param logicalId of the URL; null when it has none
 * @param condition the search by which it is found, or by which it must not be found to be created; null for none
 * @param bundle in which it came; null when it came alone
 * @param place FHIRPath of the resource
 * @param requestId that the sender gave the request; null for none
 * @param waited null for what comes through a door now
 */
record Sent(
        Resource resource,
        boolean creates,
        @Nullable String logicalId,
        @Nullable String condition,
        @Nullable Bundle bundle,
        String place,
        @Nullable String requestId,
        @Nullable Waited waited) {

    /**
     * What waited for another resource.
     *
     * @param cameAt when it came
     * @param id under which its sender was told to find it
     */
    record Waited(Instant cameAt, IdType id) {}

    Sent(
            Resource resource,
            boolean creates,
            @Nullable String logicalId,
            @Nullable String condition,
            @Nullable Bundle bundle,
            String place,
            @Nullable String requestId) {
        this(resource, creates, logicalId, condition, bundle, place, requestId, null);
    }

    /** The same without the Bundle in which it stands. */
    Sent after(Waited waited) {
        return new Sent(resource, creates, logicalId, condition, null, resource.fhirType(), requestId, waited);
    }

    /** When the Bundle was made; null when nothing says. */
    @Nullable
    Instant bundledAt() {
        return bundle == null || bundle.getTimestamp() == null
                ? null
                : bundle.getTimestamp().toInstant();
    }
}
