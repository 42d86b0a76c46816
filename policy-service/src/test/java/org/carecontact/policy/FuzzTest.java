package org.carecontact.policy;

import org.carecontact.testsupport.Fuzz;
import org.junit.jupiter.api.Test;

class FuzzTest extends RunningPolicy {

    @Test
    void no_request_breaks_it() {
        Fuzz.of(SERVICE, "yunyi").run(1, 1_700); // a hospital whose policies no other test relies on
    }
}
