package org.carecontact.request.channels.domain;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What a contact has at the vendor.
 *
 * @param sessions the chain, the newest last
 * @param errands what is still to be done there
 * @param made how many errands there were
 * @param said what the vendor said of what was closed, the newest last
 */
public record Line(Grant grant, List<Session> sessions, List<Errand> errands, int made, List<String> said) {

    private static final int MOST_SAID = 32;

    public Line {
        sessions = List.copyOf(sessions);
        errands = List.copyOf(errands);
        said = List.copyOf(said);
    }

    static Line of(Grant grant) {
        return new Line(grant, List.of(), List.of(), 0, List.of());
    }

    /** The newest session. */
    public Optional<Session> newest() {
        return sessions.isEmpty() ? Optional.empty() : Optional.of(sessions.getLast());
    }

    Optional<Session> session(Predicate<Session> which) {
        return sessions.stream().filter(which).findFirst();
    }

    public Optional<Errand> errand(int number) {
        return errands.stream().filter(errand -> errand.number() == number).findFirst();
    }

    Line by(Means means) {
        return new Line(grant.by(means), sessions, errands, made, said);
    }

    Line until(Instant endsAt) {
        return new Line(grant.until(endsAt), sessions, errands, made, said);
    }

    Line with(Session session) {
        List<Session> all = new ArrayList<>(sessions);
        all.removeIf(old -> old.number() == session.number());
        all.add(session);
        all.sort(Comparator.comparingInt(Session::number));
        return new Line(grant, all, errands, made, said);
    }

    Line with(Errand errand) {
        List<Errand> all = new ArrayList<>(errands);
        all.removeIf(old -> old.number() == errand.number());
        all.add(errand);
        return new Line(grant, sessions, all, Math.max(made, errand.number()), said);
    }

    Line without(int number, String word) {
        List<Errand> all = new ArrayList<>(errands);
        all.removeIf(old -> old.number() == number);
        List<String> words = new ArrayList<>(said);
        if (!word.isEmpty()) {
            words.add(word);
        }
        return new Line(grant, sessions, all, made, words.subList(Math.max(0, words.size() - MOST_SAID), words.size()));
    }
}
