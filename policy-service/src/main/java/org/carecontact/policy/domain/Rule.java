package org.carecontact.policy.domain;

/**
 * One rule of a layer.
 *
 * @param source the law or the house rule that it rests on
 * @param wording for the patient
 */
public record Rule(
        String id, Wording title, Principle principle, String source, When when, Effect effect, Wording wording) {}
