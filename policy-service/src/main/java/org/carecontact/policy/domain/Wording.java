package org.carecontact.policy.domain;

/** A sentence for people, in Chinese and in English. */
public record Wording(String zh, String en) {}
