package org.carecontact.oversight;

import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Fuzz;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;

class FuzzTest {

    @Test
    void no_request_breaks_it() {
        try (RunningService service = RunningService.of(OversightServiceApplication.class, "oversight-service")
                .topics(3, Topics.ofServices().toArray(String[]::new))
                .with("carecontact.rates.factor", 10_000)
                .start()) {
            Fuzz.of(service, "tongren").run(1, 1_700);
        }
    }
}
