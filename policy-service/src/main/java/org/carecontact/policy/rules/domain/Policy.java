package org.carecontact.policy.rules.domain;

import org.carecontact.policy.facts.domain.Facts;

/** Judges a case by its facts alone: the same facts, the same assessment. */
@FunctionalInterface
public interface Policy {

    Assessment assess(Facts facts);
}
