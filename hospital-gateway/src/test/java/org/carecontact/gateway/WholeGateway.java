package org.carecontact.gateway;

import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The gateway as it is delivered; one for all tests that don't break anything. */
abstract class WholeGateway extends RunningGateway {

    @DynamicPropertySource
    static void properties(DynamicPropertyRegistry properties) {
        installation(properties);
    }
}
