package org.carecontact.kernel;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.jspecify.annotations.Nullable;

/** The smallest aggregate that uses every part of the kernel: it adds numbers up and can be closed by a time limit. */
final class Tally implements Aggregate<Tally.Command, Tally.Sum, Tally.Event, Tally.Rejection> {

    static final String TOPIC = "carecontact.tallies";

    sealed interface Command {
        record Add(int amount) implements Command {}

        record CloseAt(Instant at) implements Command {}

        record Close() implements Command {}

        record Explode() implements Command {}
    }

    sealed interface Event {
        record Added(int amount) implements Event {}

        record ClosingSet(Instant at) implements Event {}

        record Closed() implements Event {}
    }

    sealed interface Rejection {
        record AlreadyClosed() implements Rejection {}
    }

    record Sum(
            int total, int count, boolean closed, @Nullable Instant closesAt) {}

    private static final class Rules implements Decider<Command, Sum, Event, Rejection> {
        @Override
        public Sum initial() {
            return new Sum(0, 0, false, null);
        }

        @Override
        public Decision<Event, Rejection> decide(Sum state, Command command) {
            return switch (command) {
                case Command.Add _ when state.closed() -> Decision.reject(new Rejection.AlreadyClosed());
                case Command.Add(var amount) -> Decision.accept(new Event.Added(amount));
                case Command.CloseAt(var at) -> Decision.accept(new Event.ClosingSet(at));
                case Command.Close _ when state.closed() -> Decision.reject(new Rejection.AlreadyClosed());
                case Command.Close _ -> Decision.accept(new Event.Closed());
                case Command.Explode _ -> throw new IllegalStateException("a bug in the rules");
            };
        }

        @Override
        public Sum evolve(Sum state, Event event) {
            return switch (event) {
                case Event.Added(var amount) ->
                    new Sum(state.total() + amount, state.count() + 1, state.closed(), state.closesAt());
                case Event.ClosingSet(var at) -> new Sum(state.total(), state.count(), state.closed(), at);
                case Event.Closed _ -> new Sum(state.total(), state.count(), true, null);
            };
        }
    }

    @Override
    public String collection() {
        return "tallies";
    }

    @Override
    public Class<Sum> stateType() {
        return Sum.class;
    }

    @Override
    public Decider<Command, Sum, Event, Rejection> decider() {
        return new Rules();
    }

    @Override
    public Optional<Outgoing> publish(Event event, Sum after) {
        return switch (event) {
            case Event.Added _ -> Optional.of(payload(after));
            case Event.Closed _ -> Optional.of(payload(after));
            case Event.ClosingSet _ -> Optional.empty();
        };
    }

    private static Outgoing payload(Sum after) {
        return new Outgoing(
                TOPIC,
                "tally",
                NotificationsSettled.newBuilder()
                        .setHospital("h1")
                        .setPair(Integer.toString(after.total()))
                        .setRequest(after.closed() ? "closed" : "open")
                        .setNotifications(List.of())
                        .build());
    }

    @Override
    public Optional<Due> due(Sum state) {
        return Optional.ofNullable(state.closesAt()).map(at -> new Due(at, "CLOSE"));
    }

    @Override
    public Command elapsed(String dueKind, Instant now) {
        return new Command.Close();
    }
}
