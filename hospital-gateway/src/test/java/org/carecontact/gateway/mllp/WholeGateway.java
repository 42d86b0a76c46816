package org.carecontact.gateway.mllp;

import org.carecontact.testsupport.RunningService;

/** The gateway as it is delivered; one for all tests that do not break anything. */
abstract class WholeGateway extends RunningGateway {

    private static final RunningService WHOLE = gateway().start();

    WholeGateway() {
        super(WHOLE);
    }
}
