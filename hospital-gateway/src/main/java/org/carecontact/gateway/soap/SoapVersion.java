package org.carecontact.gateway.soap;

import java.util.Locale;

/** SOAP 1.1 (W3C note of 2000) and SOAP 1.2 (second edition of 2007). */
enum SoapVersion {
    V1_1("http://schemas.xmlsoap.org/soap/envelope/", "text/xml", 500),
    V1_2("http://www.w3.org/2003/05/soap-envelope", "application/soap+xml", 400);

    private final String namespace;
    private final String mediaType;
    private final int statusOfSendersFault;

    SoapVersion(String namespace, String mediaType, int statusOfSendersFault) {
        this.namespace = namespace;
        this.mediaType = mediaType;
        this.statusOfSendersFault = statusOfSendersFault;
    }

    String namespace() {
        return namespace;
    }

    /** The content type of an answer. */
    String contentType() {
        return mediaType + "; charset=utf-8";
    }

    /** What a fault that the sender has to mend has as its HTTP status (1.1: section 6.2; 1.2: part 2, table 20). */
    int statusOfSendersFault() {
        return statusOfSendersFault;
    }

    /** The version of a request as its content type has it. */
    static SoapVersion ofContentType(String contentType) {
        return contentType.strip().toLowerCase(Locale.ROOT).startsWith(V1_2.mediaType) ? V1_2 : V1_1;
    }

    /** The version of an envelope; of one in no known namespace, that of its content type. */
    static SoapVersion of(Node envelope, String contentType) {
        for (SoapVersion version : values()) {
            if (version.namespace.equals(envelope.namespace())) {
                return version;
            }
        }
        return ofContentType(contentType);
    }
}
