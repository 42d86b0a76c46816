package org.carecontact.request.domain;

/** The same in Chinese and English. */
public record Wording(String zh, String en) {}
