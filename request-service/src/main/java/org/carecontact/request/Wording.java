package org.carecontact.request;

/** The same in Chinese and English. */
record Wording(String zh, String en) {}
