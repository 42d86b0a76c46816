package org.carecontact.gateway.http;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Says in a protocol's own words that its door refuses a request. */
@FunctionalInterface
public interface RefusalWords {

    /**
     * Writes content type and body.
     *
     * @param response has its status and headers already
     * @param status 400, 401, 404, 408, 413, 415 or 500
     * @param remedy what would be right, in one sentence; it repeats nothing of the request
     */
    void write(HttpServletRequest request, HttpServletResponse response, int status, String remedy) throws IOException;
}
