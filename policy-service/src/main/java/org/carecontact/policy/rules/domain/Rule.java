package org.carecontact.policy.rules.domain;

import org.carecontact.policy.vocabulary.domain.Principle;
import org.carecontact.policy.vocabulary.domain.Wording;

/**
 * One rule of a layer.
 *
 * @param source the law or the house rule that it rests on
 * @param wording for the patient
 */
public record Rule(
        String id, Wording title, Principle principle, String source, When when, Effect effect, Wording wording) {}
