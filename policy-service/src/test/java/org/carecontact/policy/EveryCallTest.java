package org.carecontact.policy;

import org.carecontact.testsupport.Canvas;
import org.carecontact.testsupport.Fuzz;
import org.junit.jupiter.api.Test;

/** All calls of the service at once: none breaks it, and its canvas lists them. */
class EveryCallTest extends RunningPolicy {

    @Test
    void no_request_breaks_it() {
        Fuzz.of(SERVICE, "yunyi").run(1, 1_700); // a hospital whose policies no other test relies on
    }

    @Test
    void the_canvas_shows_it() {
        Canvas.of(SERVICE).check();
    }
}
