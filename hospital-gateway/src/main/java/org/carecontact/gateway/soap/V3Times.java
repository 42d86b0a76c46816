package org.carecontact.gateway.soap;

import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.gateway.staff.domain.SlotTime;
import org.carecontact.gateway.values.MessageTimes;

/** The times of one message; a clock that is ahead is held back. */
final class V3Times {

    private static final String FORM = "YYYYMMDD[HH[MM[SS[.SSSS]]]][+ZZZZ]";
    /** Who spoke, directly in the act: what is deeper is about other moments. */
    private static final List<String> SPEAKERS = List.of("authorOrPerformer", "author", "dataEnterer");

    private final MessageTimes times;
    private final List<Detail> warnings;

    V3Times(String creationTime, ZoneId zone, Instant now, List<Detail> warnings) {
        this.times = new MessageTimes(creationTime, zone, now);
        this.warnings = warnings;
    }

    /** When it was sent, as far as it orders messages; the beginning of time when nobody says. */
    Instant sentAt() {
        return times.sentAt().orElse(Instant.EPOCH);
    }

    /** When it was recorded: the time of the act, else of who spoke, else when the message was created. */
    Instant recordedAt(Node act) throws Refusal {
        Optional<Instant> told = written(act).flatMap(value -> times.moment(value, false));
        return held(
                told.or(times::sentAt)
                        .orElseThrow(() -> Refusal.ofContent(
                                Detail.MISSING,
                                "creationTime",
                                "缺少可读的消息创建时间，应为 " + FORM + "。",
                                "A time " + FORM + " in creationTime")),
                "controlActProcess");
    }

    private static Optional<String> written(Node act) {
        Stream<Optional<String>> speakers = SPEAKERS.stream()
                .flatMap(role -> act.children(role).stream())
                .map(role -> role.child("time").flatMap(time -> part(time, "low")));
        return Stream.concat(Stream.of(act.child("effectiveTime").flatMap(time -> part(time, "low"))), speakers)
                .flatMap(Optional::stream)
                .findFirst();
    }

    /** The beginning or end of an interval, or the time itself where a sender writes one. */
    private static Optional<String> part(Node time, String side) {
        return Stream.of(time.child(side), time.child("any"), time.child("center"), Optional.of(time))
                .flatMap(Optional::stream)
                .map(Node::value)
                .filter(value -> !value.isEmpty())
                .findFirst();
    }

    /** When a visit began, by {@code effectiveTime/low}; else when the message was recorded. */
    Instant begun(Node event, Instant recordedAt) {
        return event.child("effectiveTime")
                .flatMap(time -> part(time, "low"))
                .flatMap(value -> times.moment(value, false))
                .map(moment -> held(moment, "effectiveTime/low"))
                .orElse(recordedAt);
    }

    /** The beginning that the message itself gives for a visit. */
    Optional<Instant> low(Node event) {
        return event.at("effectiveTime", "low").flatMap(low -> times.moment(low.value(), false));
    }

    /** When a visit ended, by {@code effectiveTime/high}; else when the message was recorded. */
    Instant ended(Node event, Instant recordedAt) {
        Optional<Node> time = event.child("effectiveTime");
        Optional<String> high = time.flatMap(it -> it.child("high")).map(Node::value);
        return high.filter(value -> !value.isEmpty())
                .or(() -> time.filter(it -> it.child("low").isEmpty()).flatMap(it -> part(it, "high")))
                .flatMap(value -> times.moment(value, true))
                .map(moment -> held(moment, "effectiveTime/high"))
                .orElse(recordedAt);
    }

    /** A stretch of time, by low and by high or width; empty unless both ends are told. */
    Optional<SlotTime> span(Node time) {
        Optional<Instant> from = time.child("low").flatMap(low -> times.moment(low.value(), false));
        Optional<Instant> to = time.child("high")
                .flatMap(high -> times.moment(high.value(), true))
                .or(() -> time.child("width")
                        .flatMap(Staff::width)
                        .flatMap(width -> from.map(begun -> begun.plus(width))));
        return from.isEmpty() || to.isEmpty() || to.get().isBefore(from.get())
                ? Optional.empty()
                : Optional.of(new SlotTime(from.get(), to.get()));
    }

    /** A time as it is written. */
    Optional<Instant> moment(String value, boolean isEnd) {
        return times.moment(value, isEnd);
    }

    private Instant held(Instant moment, String place) {
        if (!times.isAhead(moment)) {
            return moment;
        }
        warnings.add(new Detail(
                Detail.BAD_VALUE, place, "时间晚于接收方时钟，已按当前时间处理。", "A time that is not ahead of ours; taken as now"));
        return times.now();
    }
}
