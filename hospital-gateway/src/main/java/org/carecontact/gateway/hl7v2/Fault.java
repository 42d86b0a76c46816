package org.carecontact.gateway.hl7v2;

import ca.uhn.hl7v2.ErrorCode;

/**
 * The content of an ERR segment.
 *
 * @param code HL7 table 0357
 * @param segment ERR-2.1
 * @param field ERR-2.3; 0 when the whole segment is meant
 * @param remedy ERR-8: what would be right
 */
public record Fault(ErrorCode code, String segment, int field, String remedy) {

    public String place() {
        return field == 0 ? segment : segment + "-" + field;
    }
}
