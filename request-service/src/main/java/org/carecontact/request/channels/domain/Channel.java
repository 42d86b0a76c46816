package org.carecontact.request.channels.domain;

import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/** The channel of one contact at the vendor. */
public sealed interface Channel {

    /** Nothing was granted yet. */
    record NotGranted() implements Channel {}

    /** A channel of a granted contact. */
    sealed interface Known extends Channel {
        Line line();

        /** Returns this state with another version of its line. */
        default Known with(Line line) {
            return switch (this) {
                case Live _ -> new Live(line);
                case Paused _ -> new Paused(line);
                case Closing closing -> new Closing(line, closing.end());
                case Closed closed -> new Closed(line, closed.end(), closed.closedAt());
            };
        }
    }

    /** The contact holds. */
    record Live(Line line) implements Known {}

    /** The contact is suspended: nobody is connected or invited. */
    record Paused(Line line) implements Known {}

    /** The contact ended; the vendor has not confirmed all of it. */
    record Closing(Line line, End end) implements Known {}

    /** The vendor confirmed that nothing of it is left. */
    record Closed(Line line, End end, Instant closedAt) implements Known {}

    /**
     * The end of a contact.
     *
     * @param by as the event ContactEnded says it
     */
    record End(String by, Instant at) {}

    /** Returns when something is to be done without being asked for. */
    default Optional<Instant> due(Pace pace) {
        return switch (this) {
            case NotGranted _ -> Optional.empty();
            case Live(var line) ->
                Stream.concat(errands(line, pace), sessions(line, pace)).min(Instant::compareTo);
            case Paused(var line) ->
                Stream.concat(errands(line, pace), Stream.of(line.grant().endsAt()))
                        .min(Instant::compareTo);
            case Closing(var line, var _) -> errands(line, pace).min(Instant::compareTo);
            case Closed(var line, var _, var _) -> errands(line, pace).min(Instant::compareTo);
        };
    }

    private static Stream<Instant> errands(Line line, Pace pace) {
        return line.errands().stream().map(errand -> switch (errand.stand()) {
            case Errand.Waiting(var at) -> at;
            case Errand.UnderWay(var at) -> at.plus(pace.unknownAfter());
        });
    }

    private static Stream<Instant> sessions(Line line, Pace pace) {
        return Stream.concat(
                line.sessions().stream().flatMap(session -> session.runsOutAt(pace, line.grant()).stream()),
                Stream.concat(
                        ChannelDecider.nextAt(line, pace).stream(),
                        Stream.of(line.grant().endsAt())));
    }
}
