package org.carecontact.kernel.web.door;

import jakarta.servlet.ServletRequest;

/** Gives up the rest of a request's body, so that nobody waits for it and the connection closes after the answer. */
interface Abandoned {

    String ATTRIBUTE = Abandoned.class.getName();

    void giveUp();

    /** Gives up the body of this request, if the container allows it. */
    static void bodyOf(ServletRequest request) {
        if (request.getAttribute(ATTRIBUTE) instanceof Abandoned body) {
            body.giveUp();
        }
    }
}
