package org.carecontact.gateway.fhir.reading;

/**
 * What of a resource was no use; the rest of it was taken.
 *
 * @param place FHIRPath
 * @param remedy what would be right
 */
public record Warning(String place, String remedy) {}
