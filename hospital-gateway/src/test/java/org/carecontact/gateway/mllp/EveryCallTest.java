package org.carecontact.gateway.mllp;

import org.carecontact.testsupport.Canvas;
import org.carecontact.testsupport.Fuzz;
import org.junit.jupiter.api.Test;

/** All calls of the service at once: none breaks it, and its canvas lists them. */
class EveryCallTest extends WholeGateway {

    @Test
    void no_request_breaks_it() {
        Fuzz.of(service, "tongren").run(1, 1_700);
    }

    @Test
    void the_canvas_shows_it() {
        Canvas.of(service).check();
    }
}
