package org.carecontact.request.channels.domain;

import java.time.Instant;

/** The events of a channel. */
public sealed interface ChannelEvent {

    record ChannelGranted(Grant grant) implements ChannelEvent {}

    /** The vendor gives this hospital something else than was thought. */
    record MeansChanged(Means means) implements ChannelEvent {}

    /** A session began or moved on. */
    record SessionMoved(Session session) implements ChannelEvent {}

    /** An errand came up or moved on. */
    record ErrandMoved(Errand errand) implements ChannelEvent {}

    /**
     * An errand is over.
     *
     * @param said what the vendor said; empty for nothing
     */
    record ErrandSettled(int errand, String said) implements ChannelEvent {}

    record ChannelProlonged(Instant endsAt) implements ChannelEvent {}

    record ChannelPaused() implements ChannelEvent {}

    record ChannelResumed() implements ChannelEvent {}

    /** The contact ended, or something of a closed channel came up again. */
    record ClosingBegun(Channel.End end) implements ChannelEvent {}

    record ChannelClosed(Instant at) implements ChannelEvent {}
}
