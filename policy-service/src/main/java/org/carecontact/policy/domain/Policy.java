package org.carecontact.policy.domain;

/** Judges a case by its facts alone: the same facts, the same assessment. */
@FunctionalInterface
public interface Policy {

    Assessment assess(Facts facts);
}
