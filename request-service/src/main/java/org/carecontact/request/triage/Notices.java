package org.carecontact.request.triage;

import org.carecontact.request.phrases.StrictYaml;
import org.carecontact.request.phrases.Wording;
import org.springframework.core.io.Resource;

/**
 * The content of {@code triage-notices.yml}.
 *
 * @param ifUrgent said with everything, because no rule and no model sees every emergency
 */
record Notices(Wording ifUrgent, Wording emergency, Wording routine, Wording request) {

    static Notices read(Resource file) {
        return StrictYaml.readWhole(file, Notices.class);
    }
}
