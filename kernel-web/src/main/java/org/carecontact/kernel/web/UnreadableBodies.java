package org.carecontact.kernel.web;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.exc.InputCoercionException;
import tools.jackson.core.exc.StreamReadException;
import tools.jackson.databind.DatabindException;

/** Explains why a call can't use a JSON body. */
final class UnreadableBodies {

    private UnreadableBodies() {}

    /** Returns the problem, with the field that does not fit. */
    static Problem problem(JacksonException e) {
        String field = path(e.getPath());
        if (e instanceof InputCoercionException) {
            return field.isEmpty()
                    ? Problem.of("number-out-of-range")
                    : Problem.of("number-out-of-range").field(field);
        }
        if (e instanceof StreamReadException) {
            return Problem.of("not-json");
        }
        Problem malformed = Problem.of("malformed-body");
        return e instanceof DatabindException && !field.isEmpty() ? malformed.field(field) : malformed;
    }

    private static String path(List<JacksonException.Reference> references) {
        StringBuilder path = new StringBuilder();
        for (JacksonException.Reference reference : references) {
            if (reference.getPropertyName() != null) {
                path.append(path.isEmpty() ? "" : ".").append(reference.getPropertyName());
            } else if (reference.getIndex() >= 0) {
                path.append('[').append(reference.getIndex()).append(']');
            }
        }
        return path.toString();
    }
}
