package org.carecontact.policy.rules.domain;

import java.time.LocalDate;
import java.util.List;
import org.carecontact.policy.vocabulary.domain.Wording;

/**
 * The rules of one authority.
 *
 * @param name as national, institution-public-tertiary, hospital-tongren or department-plastic-surgery
 * @param appliesTo institution type, hospital id or department profile; empty for the national layer
 * @param from the first day on which it may hold
 * @param source the law or the house rule that it rests on
 */
public record Layer(
        Level level,
        String name,
        String appliesTo,
        int version,
        Wording title,
        String source,
        LocalDate from,
        List<Rule> rules) {

    /** From the widest to the nearest; each can only narrow what those before it allow. */
    public enum Level {
        NATIONAL,
        INSTITUTION,
        HOSPITAL,
        DEPARTMENT,
        DOCTOR
    }

    public Layer {
        rules = List.copyOf(rules);
    }

    public String reference() {
        return name + "@" + version;
    }
}
