package org.carecontact.policy.documents;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.policy.rules.domain.Fact;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Reason;
import org.carecontact.policy.rules.domain.Rule;
import org.carecontact.policy.vocabulary.domain.Wording;

/** What the codes of reasons mean, for people. */
@org.springframework.stereotype.Component
public final class Wordings {

    private static final String FILE = "reasons.yaml";

    private final Map<String, Wording> combining = new HashMap<>();

    public Wordings() {
        DocumentParser.wordings(FILE, PolicyDocuments.text(FILE)).forEach(combining::put);
        for (Reason reason : Reason.values()) {
            require(reason.code());
        }
        for (Fact fact : Fact.values()) {
            require(fact.unknown());
        }
    }

    /** Of a rule of these layers or of the combining; a code that nobody knows speaks for itself. */
    public Wording of(List<Layer> layers, String code) {
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
