package org.carecontact.testsupport;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.opentest4j.TestAbortedException;

/** Reports in the build's output which tests could not run. */
final class Skipped {

    private static final Set<String> SAID = ConcurrentHashMap.newKeySet();

    private Skipped() {}

    /** Ends the test as skipped; prints why, once a JVM. */
    static String aloud(String why) {
        if (SAID.add(why)) {
            System.err.println("SKIPPED on a real " + why);
        }
        throw new TestAbortedException("SKIPPED on a real " + why);
    }
}
