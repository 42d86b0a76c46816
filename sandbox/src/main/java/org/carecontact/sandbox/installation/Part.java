package org.carecontact.sandbox.installation;

import java.util.List;
import java.util.Map;

/**
 * One process of an installation.
 *
 * @param name its name for people and for its log file
 * @param where what it answers at
 * @param command the Java launcher and all its arguments, without secrets
 * @param environment what it gets in the environment, secrets among it
 * @param ready asked again and again until it says yes
 */
record Part(String name, String where, List<String> command, Map<String, String> environment, Probe ready) {

    /** Returns whether a part can be used now. */
    interface Probe {
        boolean answers() throws Exception;
    }
}
