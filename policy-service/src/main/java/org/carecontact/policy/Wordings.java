package org.carecontact.policy;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.policy.domain.Fact;
import org.carecontact.policy.domain.Layer;
import org.carecontact.policy.domain.Reason;
import org.carecontact.policy.domain.Rule;
import org.carecontact.policy.domain.Wording;

/** What the codes of reasons mean, for people. */
final class Wordings {

    private static final String FILE = "reasons.yaml";

    private final Map<String, Wording> combining = new HashMap<>();

    Wordings() {
        PolicyDocument.wordings(FILE, PolicyDocuments.text(FILE)).forEach(combining::put);
        for (Reason reason : Reason.values()) {
            require(reason.code());
        }
        for (Fact fact : Fact.values()) {
            require(fact.unknown());
        }
    }

    /** Of a rule of these layers or of the combining; a code that nobody knows speaks for itself. */
    Wording of(List<Layer> layers, String code) {
        for (Layer layer : layers) {
            for (Rule rule : layer.rules()) {
                if (rule.id().equals(code)) {
                    return rule.wording();
                }
            }
        }
        return combining.getOrDefault(code, new Wording(code, code));
    }

    private void require(String code) {
        if (!combining.containsKey(code)) {
            throw new PolicyRefused(FILE + ": the reason '" + code + "' has no wording");
        }
    }
}
