package org.carecontact.oversight;

import org.carecontact.testsupport.Canvas;
import org.carecontact.testsupport.Fuzz;
import org.junit.jupiter.api.Test;

/** All calls of the service at once: none breaks it, and its canvas lists them. */
class EveryCallTest extends RunningOversight {

    @Test
    void no_request_breaks_it() {
        Fuzz.of(SERVICE, HOSPITAL).run(1, 1_700);
    }

    @Test
    void the_canvas_shows_it() {
        Canvas.of(SERVICE).check();
    }
}
