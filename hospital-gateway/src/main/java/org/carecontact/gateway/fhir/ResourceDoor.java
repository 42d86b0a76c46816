package org.carecontact.gateway.fhir;

import ca.uhn.fhir.rest.annotation.ConditionalUrlParam;
import ca.uhn.fhir.rest.annotation.Create;
import ca.uhn.fhir.rest.annotation.IdParam;
import ca.uhn.fhir.rest.annotation.ResourceParam;
import ca.uhn.fhir.rest.annotation.Update;
import ca.uhn.fhir.rest.api.MethodOutcome;
import ca.uhn.fhir.rest.api.server.RequestDetails;
import ca.uhn.fhir.rest.server.IResourceProvider;
import org.hl7.fhir.r4.model.IdType;
import org.hl7.fhir.r4.model.Resource;
import org.jspecify.annotations.Nullable;

/** Create and update of one type of resource. HAPI FHIR calls it by its annotations. */
public final class ResourceDoor<T extends Resource> implements IResourceProvider {

    static final String REQUEST_ID = "X-Request-Id";

    private final Class<T> type;
    private final ResourceIntake resources;

    ResourceDoor(Class<T> type, ResourceIntake resources) {
        this.type = type;
        this.resources = resources;
    }

    @Override
    public Class<T> getResourceType() {
        return type;
    }

    /** {@code POST [type]}, with {@code If-None-Exist} or without. */
    @Create
    public MethodOutcome create(
            @ResourceParam T resource, @ConditionalUrlParam @Nullable String condition, RequestDetails request) {
        return outcome(resources.takeOrKeep(
                new Sent(resource, true, null, condition, null, type.getSimpleName(), request.getHeader(REQUEST_ID))));
    }

    /** {@code PUT [type]/[id]}, or {@code PUT [type]?identifier=[system]|[value]}. */
    @Update
    public MethodOutcome update(
            @IdParam @Nullable IdType id,
            @ResourceParam T resource,
            @ConditionalUrlParam @Nullable String condition,
            RequestDetails request) {
        String logicalId = id == null || condition != null ? null : id.getIdPart();
        return outcome(resources.takeOrKeep(new Sent(
                resource, false, logicalId, condition, null, type.getSimpleName(), request.getHeader(REQUEST_ID))));
    }

    private static MethodOutcome outcome(Taken taken) {
        MethodOutcome outcome = new MethodOutcome(taken.id(), taken.isCreated());
        outcome.setOperationOutcome(taken.outcome());
        return outcome;
    }
}
