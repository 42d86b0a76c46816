package org.carecontact.gateway.soap;

/**
 * One {@code acknowledgementDetail}: what is wrong and what would be right; nothing of the message is repeated.
 *
 * @param code of HL7 V3's AcknowledgementDetailCode
 * @param place the element that is meant; empty for the whole
 */
record Detail(String code, String place, String chinese, String english) {

    static final String SYNTAX = "SYN";
    static final String MISSING = "SYN105";
    static final String BAD_VALUE = "SYN102";
    static final String NOT_IN_TABLE = "SYN103";
    static final String UNSUPPORTED_ACTION = "NS200";
    static final String UNSUPPORTED_PROCESSING = "NS202";
    static final String UNKNOWN_KEY = "KEY204";
    static final String DUPLICATE_KEY = "KEY205";

    String text() {
        return chinese + " " + english;
    }
}
