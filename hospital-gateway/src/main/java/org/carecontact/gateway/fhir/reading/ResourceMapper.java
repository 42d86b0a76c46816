package org.carecontact.gateway.fhir.reading;

import org.hl7.fhir.r4.model.Resource;

/** Reads the resources of one type. */
public interface ResourceMapper<T extends Resource> {

    Class<T> type();

    /**
     * Reads one.
     *
     * @throws Refused when it can't be taken
     */
    Told read(T resource, Reading reading);
}
