package org.carecontact.oversight;

import org.carecontact.testsupport.Fuzz;
import org.junit.jupiter.api.Test;

class FuzzTest extends RunningOversight {

    @Test
    void no_request_breaks_it() {
        Fuzz.of(SERVICE, HOSPITAL).run(1, 1_700);
    }
}
