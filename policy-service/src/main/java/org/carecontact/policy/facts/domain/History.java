package org.carecontact.policy.facts.domain;

/**
 * What the pair's past says, this request included. The signals are the trust signals of P5 that hospital events tell:
 * 完整执行医嘱 adherence, 保持克制 restraint, 遵守规章制度 conduct.
 */
public record History(int requestsIn90Days, Signal adherence, Signal restraint, Signal conduct) {

    /** More requests than this within 90 days, without those that the rules turned back, show little restraint. */
    public static final int RESTRAINED = 3;

    public static final History NONE = new History(1, Signal.GOOD, Signal.GOOD, Signal.GOOD);

    /** Returns the value of a trust signal; a contested one counts neither way. */
    public enum Signal {
        GOOD,
        POOR,
        CONTESTED
    }
}
