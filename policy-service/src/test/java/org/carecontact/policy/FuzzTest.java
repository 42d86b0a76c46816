package org.carecontact.policy;

import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Fuzz;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;

class FuzzTest {

    @Test
    void no_request_breaks_it() {
        try (RunningService service = RunningService.of(PolicyServiceApplication.class, "policy-service")
                .topics(
                        3,
                        Topics.REQUESTS,
                        Topics.CONSENTS,
                        Topics.DECISIONS,
                        Topics.encounters("tongren"),
                        Topics.doctors("tongren"),
                        Topics.schedules("tongren"))
                .with("carecontact.rates.factor", 10_000)
                .start()) {
            Fuzz.of(service, "tongren").run(1, 1_700);
        }
    }
}
