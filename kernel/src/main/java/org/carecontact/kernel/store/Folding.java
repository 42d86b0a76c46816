package org.carecontact.kernel.store;

import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.kernel.codec.Trace;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.kernel.relay.OutboxEntry;
import org.jspecify.annotations.Nullable;

/** Applies commands to drafts in memory: decides, evolves and encodes what is published. */
final class Folding<C, S, E, R> {

    private static final int LARGEST_EVENT = 900_000;

    private final Aggregate<C, S, E, R> aggregate;
    private final String service;
    private final EventCodec events;
    private final Meters meters;
    private final Clock clock;

    Folding(Aggregate<C, S, E, R> aggregate, WritePath path) {
        this.aggregate = aggregate;
        this.service = path.service();
        this.events = path.events();
        this.meters = path.meters();
        this.clock = path.clock();
    }

    /** Drafts a document that does not exist yet. */
    Stored<S> fresh(String hospital, String id) {
        return new Stored<>(id, hospital, 0, 0, aggregate.decider().initial(), Map.of(), List.of(), List.of(), null);
    }

    /** Applies one command; returns the reason when it is refused. */
    Optional<R> fold(Draft<S> draft, C command) {
        return switch (aggregate.decider().decide(draft.state(), command)) {
            case Decision.Rejected<E, R>(var reason) -> Optional.of(reason);
            case Decision.Accepted<E, R>(var accepted) -> {
                for (E event : accepted) {
                    draft.evolved(aggregate.decider().evolve(draft.state(), event));
                    aggregate.publish(event, draft.state()).ifPresent(out -> draft.publishes(encode(out, draft)));
                }
                yield Optional.empty();
            }
        };
    }

    /**
     * Applies a document's share of a batch.
     *
     * @param found the document, null when there is none yet
     * @param token of the batch's own write
     * @param failed gets what can't be applied, and everything behind it
     * @return what is to be written; empty when nothing is
     */
    Optional<Draft<S>> foldAll(
            @Nullable Stored<S> found, List<Work<C>> all, String token, Map<Work<C>, RuntimeException> failed) {
        Addressed<C> first = all.getFirst().to();
        Stored<S> stored = found != null ? found : fresh(first.hospital(), first.id());
        if (token.equals(stored.token())) {
            return Optional.empty(); // our own write, seen after an ambiguous error
        }
        Draft<S> draft = new Draft<>(stored);
        for (int at = 0; at < all.size(); at++) {
            Work<C> work = all.get(at);
            Addressed<C> addressed = work.to();
            if (failed.containsKey(work)) {
                break;
            }
            if (addressed.sequence() <= draft.seen(addressed.source())) {
                meters.duplicate();
                continue;
            }
            Draft<S> before = draft.copy();
            try (Trace.Scope _ = work.trace().open()) {
                if (!stored.hospital().equals(addressed.hospital())) {
                    throw new IllegalArgumentException("document of another hospital");
                }
                for (C command : addressed.commands()) {
                    fold(draft, command).ifPresent(reason -> meters.rejected(aggregate.collection(), reason));
                }
                draft.sees(addressed.source(), addressed.sequence());
            } catch (RegistryUnavailable e) {
                throw e;
            } catch (RuntimeException e) {
                // This one and its successors wait; what came before it stands.
                all.subList(at, all.size()).forEach(later -> failed.put(later, e));
                draft = before;
                break;
            }
        }
        return draft.changed() ? Optional.of(draft) : Optional.empty();
    }

    private OutboxEntry encode(Outgoing outgoing, Draft<S> draft) {
        byte[] bytes = events.encode(outgoing.topic(), outgoing.payload());
        if (bytes.length > LARGEST_EVENT) {
            throw new IllegalArgumentException("event of " + bytes.length + " bytes, at most " + LARGEST_EVENT);
        }
        return new OutboxEntry(
                draft.nextEvent(),
                outgoing.topic(),
                outgoing.key(),
                outgoing.payload().getSchema().getFullName(),
                "/carecontact/" + service + "/" + draft.stored().hospital(),
                clock.instant(),
                Trace.current().child(),
                bytes);
    }
}
