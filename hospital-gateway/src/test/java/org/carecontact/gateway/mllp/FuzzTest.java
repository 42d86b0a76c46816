package org.carecontact.gateway.mllp;

import org.carecontact.testsupport.Fuzz;
import org.junit.jupiter.api.Test;

class FuzzTest extends WholeGateway {

    @Test
    void no_request_breaks_it() {
        Fuzz.of(service, "tongren").run(1, 1_700);
    }
}
