package org.carecontact.kernel.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import org.bson.Document;

/**
 * The answers that a document keeps for repeated commands (IETF draft idempotency-key-header, section 2.3). A key is
 * known for a day, its answer while it is among the newest 32 Ki characters.
 */
final class Answers {

    static final Duration KNOWN_FOR = Duration.ofHours(24);
    static final int MOST_KEYS = 500;
    static final int MOST_TEXT = 32 * 1024;

    private Answers() {}

    /** Returns the reply to a command that came before; empty for a new one. */
    static <S, R> Optional<Reply<S, R>> known(CommandKey key, List<Document> answers, Instant now) {
        for (Document answered : answers) {
            if (key.key().equals(answered.getString("k")) && !old(answered, now)) {
                String text = answered.getString("a");
                if (!key.bodySha256().equals(answered.getString("h"))) {
                    return Optional.of(new Reply.KeyReused<>());
                }
                return Optional.of(text == null ? new Reply.KeyExpired<>() : new Reply.Repeated<>(text));
            }
        }
        return Optional.empty();
    }

    static Document answer(CommandKey key, String text, Instant now) {
        return new Document("k", key.key())
                .append("h", key.bodySha256())
                .append("t", Date.from(now))
                .append("a", text);
    }

    /**
     * The answers to keep after one is added.
     *
     * @param all oldest first, with the added one
     * @param changed whether an older one lost its text, so that it does not do to drop the oldest and add the new one
     */
    record Kept(List<Document> all, boolean changed) {}

    static Kept with(List<Document> before, Document added, Instant now) {
        List<Document> all = new ArrayList<>();
        for (Document one : before.subList(Math.max(0, before.size() + 1 - MOST_KEYS), before.size())) {
            if (!all.isEmpty() || !old(one, now)) {
                all.add(one);
            }
        }
        all.add(added);
        boolean changed = false;
        int text = 0;
        for (int at = all.size() - 1; at >= 0; at--) {
            String answer = all.get(at).getString("a");
            if (answer != null) {
                text += answer.length();
                if (text > MOST_TEXT && at < all.size() - 1) {
                    Document known = new Document(all.get(at));
                    known.remove("a");
                    all.set(at, known);
                    changed = true;
                }
            }
        }
        return new Kept(all, changed);
    }

    private static boolean old(Document answered, Instant now) {
        Date at = answered.getDate("t");
        return at == null || at.toInstant().isBefore(now.minus(KNOWN_FOR));
    }
}
