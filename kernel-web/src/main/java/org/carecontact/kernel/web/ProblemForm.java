package org.carecontact.kernel.web;

import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Writes the problems of some paths in another form than RFC 9457's, as in FHIR's OperationOutcome. */
public interface ProblemForm {

    /** Returns whether it writes the problems of this path. */
    boolean covers(String path);

    MediaType mediaType();

    /** Returns what is written as JSON in the place of this problem. */
    Object written(ProblemDetail problem);
}
