package org.carecontact.request.channels;

import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Map;
import java.util.Optional;
import org.carecontact.events.ChannelClosed;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.request.channels.domain.Channel;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.request.channels.domain.ChannelDecider;
import org.carecontact.request.channels.domain.ChannelEvent;
import org.carecontact.request.channels.domain.ChannelRejection;
import org.carecontact.request.channels.domain.Grant;
import org.carecontact.request.channels.domain.Line;
import org.carecontact.request.channels.domain.Pace;
import org.carecontact.schemas.Topics;

/** Stores one document per contact; its id is the request's. */
final class ChannelAggregate implements Aggregate<ChannelCommand, Channel, ChannelEvent, ChannelRejection> {

    /** Until when the channel is compared with what the vendor has. */
    static final String WATCHED = "watched";

    private static final Date FOR_EVER = Date.from(Instant.parse("2200-01-01T00:00:00Z"));

    /** Takes over what a durable write left to do. */
    interface Taker {
        void take(String hospital, String id, Channel channel);
    }

    private final Pace pace;
    private final Duration watch;
    private final StateCodes codes;
    private final ChannelDecider decider;
    private volatile Taker taker = (_, _, _) -> {};

    ChannelAggregate(Pace pace, Duration watch, StateCodes codes) {
        this.pace = pace;
        this.watch = watch;
        this.codes = codes;
        this.decider = new ChannelDecider(pace);
    }

    void whenWritten(Taker taker) {
        this.taker = taker;
    }

    @Override
    public String collection() {
        return "channels";
    }

    @Override
    public Class<Channel> stateType() {
        return Channel.class;
    }

    @Override
    public Decider<ChannelCommand, Channel, ChannelEvent, ChannelRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(ChannelEvent event, Channel after) {
        if (!(event instanceof ChannelEvent.ChannelClosed && after instanceof Channel.Closed closed)) {
            return Optional.empty();
        }
        Line line = closed.line();
        Grant grant = line.grant();
        return Optional.of(new Outgoing(
                Topics.REQUESTS,
                grant.request().pair().toString(),
                ChannelClosed.newBuilder()
                        .setHospital(grant.hospital())
                        .setPair(grant.request().pair().toString())
                        .setRequest(grant.request().toString())
                        .setMeans(grant.means().name())
                        .setSessions(line.sessions().size())
                        .setSaid(line.said())
                        .setEndedBy(closed.end().by())
                        .setEndedAt(closed.end().at())
                        .setClosedAt(closed.closedAt())
                        .build()));
    }

    @Override
    public Optional<Due> due(Channel channel) {
        return channel.due(pace).map(at -> new Due(at, "CHANNEL"));
    }

    @Override
    public ChannelCommand elapsed(String dueKind, Instant now) {
        return new ChannelCommand.Elapse(codes.fresh(), now);
    }

    @Override
    public Map<String, Object> sought(Channel channel) {
        return Map.of(
                WATCHED,
                switch (channel) {
                    case Channel.NotGranted _, Channel.Live _, Channel.Paused _, Channel.Closing _ -> FOR_EVER;
                    case Channel.Closed closed -> Date.from(closed.closedAt().plus(watch));
                });
    }

    @Override
    public void written(String hospital, String id, Channel channel) {
        taker.take(hospital, id, channel);
    }
}
