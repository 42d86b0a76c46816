package org.carecontact.notification.recipients.domain;

/**
 * The hours in which a person wants to be left alone, from an evening to the next morning.
 *
 * @param zone as Asia/Shanghai
 * @param from minutes after midnight
 * @param until minutes after midnight, before {@code from}
 */
public record Rest(String zone, int from, int until) {

    private static final int DAY = 24 * 60;

    public Rest {
        if (until < 0 || from <= until || from >= DAY) {
            throw new IllegalArgumentException("hours of rest go from an evening to a morning");
        }
    }
}
