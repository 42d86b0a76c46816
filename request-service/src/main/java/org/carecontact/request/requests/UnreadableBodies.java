package org.carecontact.request.requests;

import org.carecontact.kernel.web.Problem;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.ProblemDetail;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;

/** A body that is no command has the same problem as one that is; nothing of it is repeated. */
@RestControllerAdvice
@Order(Ordered.HIGHEST_PRECEDENCE)
final class UnreadableBodies {

    @ExceptionHandler(HttpMessageNotReadableException.class)
    ResponseEntity<ProblemDetail> unreadable(HttpMessageNotReadableException e) {
        return ResponseEntity.badRequest()
                .body(Problem.of(400, "malformed-body", "The body is not the JSON object that this call takes")
                        .remedy("See the API description of this call under /v3/api-docs.")
                        .body());
    }
}
