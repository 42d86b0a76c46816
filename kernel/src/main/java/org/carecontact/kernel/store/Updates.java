package org.carecontact.kernel.store;

import java.time.Clock;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.bson.Document;
import org.carecontact.kernel.relay.OutboxEntry;
import org.carecontact.kernel.relay.Relay;

/** The shape of stored documents: reads them, and builds the insert or update of a draft. */
final class Updates<S> {

    private final Aggregate<?, S, ?, ?> aggregate;
    private final StateCodec<S> codec;
    private final Relay.Lane relay;
    private final Clock clock;

    Updates(Aggregate<?, S, ?, ?> aggregate, Relay.Lane relay, Clock clock) {
        this.aggregate = aggregate;
        this.codec = new StateCodec<>(aggregate.stateType());
        this.relay = relay;
        this.clock = clock;
    }

    Stored<S> read(Document document) {
        Map<String, Long> sources = new LinkedHashMap<>();
        document.get("src", new Document())
                .forEach((source, number) -> sources.put(source, ((Number) number).longValue()));
        return new Stored<>(
                document.getString("_id"),
                document.getString("hospital"),
                document.getLong("v"),
                document.getLong("es"),
                codec.read(document.get("state", Document.class)),
                sources,
                document.getList("outbox", Document.class, List.of()).stream()
                        .map(OutboxEntry::from)
                        .toList(),
                document.getList("answers", Document.class, List.of()),
                document.getString("w"));
    }

    Document guard(Draft<S> draft) {
        return new Document("_id", draft.stored().id())
                .append("v", draft.stored().version());
    }

    Document inserted(Draft<S> draft, String token) {
        Document answer = draft.answer();
        Document document = new Document("_id", draft.stored().id())
                .append("hospital", draft.stored().hospital());
        document.putAll(fields(draft, token));
        return document.append("outbox", entries(draft))
                .append("answers", answer == null ? List.of() : List.of(answer));
    }

    Document updated(Draft<S> draft, String token) {
        Document set = fields(draft, token);
        Document unset = new Document();
        if (!set.containsKey("due")) {
            unset.append("due", "").append("dueKind", "");
        }
        long confirmed = relay.confirmed(draft.stored().id());
        long kept = draft.stored().outbox().stream()
                .filter(entry -> entry.number() > confirmed)
                .count();
        Document update = new Document();
        Document push = new Document();
        boolean clears = kept < draft.stored().outbox().size();
        if (clears || !draft.entries().isEmpty()) {
            // Keeping the last n drops only the acknowledged prefix, whatever another relay cleared meanwhile.
            push.append("outbox", new Document("$each", entries(draft)).append("$slice", -(int)
                            (kept + draft.entries().size())));
        }
        if (kept + draft.entries().size() == 0) {
            unset.append("owedSince", "");
            if (clears) {
                push.remove("outbox");
                update.append("$pull", new Document("outbox", new Document("s", new Document("$lte", confirmed))));
            }
        } else if (kept > 0) {
            set.remove("owedSince"); // the older debt counts
        }
        Document answer = draft.answer();
        if (answer != null) {
            Answers.Kept answers = Answers.with(draft.stored().answers(), answer, clock.instant());
            if (answers.changed()) {
                set.append("answers", answers.all());
            } else {
                push.append(
                        "answers",
                        new Document("$each", List.of(answer))
                                .append("$slice", -answers.all().size()));
            }
        }
        update.append("$set", set);
        if (!unset.isEmpty()) {
            update.append("$unset", unset);
        }
        if (!push.isEmpty()) {
            update.append("$push", push);
        }
        return update;
    }

    private Document fields(Draft<S> draft, String token) {
        Document state = codec.write(draft.state());
        state.putAll(aggregate.sought(draft.state()));
        Document fields = new Document("v", draft.stored().version() + 1)
                .append("es", draft.stored().events() + draft.entries().size())
                .append("w", token)
                .append("state", state)
                .append("src", new Document(new LinkedHashMap<String, Object>(draft.newestSources())));
        if (!draft.entries().isEmpty()) {
            fields.append("owedSince", Date.from(clock.instant()));
        }
        aggregate
                .due(draft.state())
                .ifPresent(due -> fields.append("due", Date.from(due.at())).append("dueKind", due.kind()));
        return fields;
    }

    private static List<Document> entries(Draft<?> draft) {
        return draft.entries().stream().map(OutboxEntry::toDocument).toList();
    }
}
