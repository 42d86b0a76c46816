package org.carecontact.consent;

import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Canvas;
import org.carecontact.testsupport.Fuzz;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** All calls of the service at once: none breaks it, and its canvas lists them. */
class EveryCallTest {

    private static final RunningService SERVICE = RunningService.of(ConsentServiceApplication.class, "consent-service")
            .topics(3, Topics.REQUESTS, Topics.CONSENTS, Topics.DECISIONS, Topics.TERMS)
            .with("carecontact.receipts.key", ServiceTest.RECEIPTS_KEY)
            .with("carecontact.receipts.sm2.key", ServiceTest.RECEIPTS_SM2_KEY)
            .with("carecontact.rates.factor", 10_000)
            .start();

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @Test
    void no_request_breaks_it() {
        Fuzz.of(SERVICE, "tongren")
                .andAs(SERVICE.token("system", "tongren", "HIS-fuzz").build())
                .run(1, 1_700);
    }

    @Test
    void the_canvas_shows_it() {
        Canvas.of(SERVICE).check();
    }
}
