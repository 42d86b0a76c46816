package org.carecontact.policy.rules.domain;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.jspecify.annotations.Nullable;

/** The channels, hours and length that all layers leave; each can only narrow what those before it left. */
final class Terms {

    private @Nullable EnumSet<Channel> channels;
    private @Nullable Hours hours;
    private boolean neverOpen;
    private int contactDays = Integer.MAX_VALUE;

    /** Narrows the terms; null leaves one as it is. */
    void narrow(@Nullable Set<Channel> to, @Nullable Hours within, @Nullable Integer days) {
        if (to != null) {
            EnumSet<Channel> narrowed = EnumSet.noneOf(Channel.class);
            narrowed.addAll(to);
            if (channels != null) {
                narrowed.retainAll(channels);
            }
            channels = narrowed;
        }
        if (within != null && !neverOpen) {
            Optional<Hours> both = hours == null ? Optional.of(within) : hours.and(within);
            neverOpen = both.isEmpty();
            hours = both.orElse(null);
        }
        if (days != null) {
            contactDays = Math.min(contactDays, days);
        }
    }

    /** Returns the channels left; empty when there are none, or when nobody named any. */
    Set<Channel> channels() {
        return channels == null ? EnumSet.noneOf(Channel.class) : channels;
    }

    /** Returns the hours left; null for all times. */
    @Nullable
    Hours hours() {
        return hours;
    }

    boolean neverOpen() {
        return neverOpen;
    }

    int contactDays() {
        return contactDays;
    }
}
