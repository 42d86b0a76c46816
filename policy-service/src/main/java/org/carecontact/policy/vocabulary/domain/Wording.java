package org.carecontact.policy.vocabulary.domain;

/** A sentence for people, in Chinese and in English. */
public record Wording(String zh, String en) {}
