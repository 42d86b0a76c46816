package org.carecontact.request.phrases;

/** One text in Chinese and in English. */
public record Wording(String zh, String en) {}
