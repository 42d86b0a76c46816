package org.carecontact.notification;

import org.carecontact.notification.dispatch.RunningNotifications;
import org.carecontact.testsupport.Fuzz;
import org.junit.jupiter.api.Test;

class FuzzTest {

    @Test
    void no_request_breaks_it() {
        Fuzz.of(RunningNotifications.SERVICE, "tongren").run(1, 1_700);
    }
}
