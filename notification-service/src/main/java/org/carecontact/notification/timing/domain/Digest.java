package org.carecontact.notification.timing.domain;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one person is told in the morning at once: the first notice that goes out carries word of all that waited with it.
 *
 * @param waiting the notices that wait for the end of the quiet hours
 * @param carried a message that stands for several notices and is under way; at most one
 * @param told the notices that such a message has told, until each has heard of it
 */
public record Digest(List<Member> waiting, List<Carried> carried, List<Member> told) {

    /** A carrier that has not told how it ended by then leaves the others to themselves. */
    static final Duration PATIENCE = Duration.ofHours(1);

    /** A notice: the request, and its kind and recipient in one word. */
    public record Member(String request, String notice) {}

    /** A message under way in the name of several notices. */
    public record Carried(Member by, Instant since, List<Member> others) {

        public Carried {
            others = List.copyOf(others);
        }

        boolean isLate(Instant now) {
            return since.plus(PATIENCE).isBefore(now);
        }
    }

    /** What a notice does that may go out now. */
    public sealed interface Standing {

        /** It goes out by itself. */
        record Alone() implements Standing {}

        /** It goes out in the name of so many, itself among them. */
        record Carry(int count) implements Standing {}

        /** Another carries it: it waits for the outcome. */
        record Wait() implements Standing {}

        /** It was told by another. */
        record Told() implements Standing {}
    }

    public Digest {
        waiting = List.copyOf(waiting);
        carried = List.copyOf(carried);
        told = List.copyOf(told);
    }

    static final Digest NONE = new Digest(List.of(), List.of(), List.of());

    /** Returns what this notice does now. */
    public Standing standing(Member member, Instant now) {
        if (told.contains(member)) {
            return new Standing.Told();
        }
        for (Carried each : carried) {
            if (each.by().equals(member) && !each.isLate(now)) {
                return new Standing.Carry(each.others().size() + 1);
            }
            if (each.others().contains(member) && !each.isLate(now)) {
                return new Standing.Wait();
            }
        }
        return new Standing.Alone();
    }

    /** Returns whether this notice waits for the morning, perhaps together with others. */
    public boolean isWaiting(Member member) {
        return waiting.contains(member);
    }

    /** Returns whether this notice has a place here, as one that waits or that carries others. */
    public boolean has(Member member) {
        return isWaiting(member) || carried.stream().anyMatch(each -> each.by().equals(member));
    }

    /** Returns the notices that wait or were told, and may have become pointless. */
    public List<Member> members() {
        return Stream.concat(waiting.stream(), told.stream()).toList();
    }

    Digest joined(Member member) {
        return waiting.contains(member) ? this : new Digest(with(waiting, member), carried, told);
    }

    /**
     * Takes those along that are still worth telling, unless another message is under way; forgets those that are not,
     * which never ask again.
     */
    Digest claimed(Member member, Collection<Member> worthTelling, Instant now) {
        List<Member> heard = told.stream().filter(worthTelling::contains).toList();
        List<Member> others = waiting.stream()
                .filter(other -> !other.equals(member) && worthTelling.contains(other))
                .toList();
        boolean free = carried.stream().allMatch(each -> each.isLate(now));
        return waiting.contains(member) && !others.isEmpty() && free
                ? new Digest(List.of(), List.of(new Carried(member, now, others)), heard)
                : new Digest(
                        waiting.stream()
                                .filter(one -> one.equals(member) || worthTelling.contains(one))
                                .toList(),
                        carried,
                        heard);
    }

    Digest settled(Member member, boolean success) {
        List<Member> after = new ArrayList<>(told);
        carried.stream()
                .filter(each -> success && each.by().equals(member))
                .forEach(each -> after.addAll(each.others()));
        return new Digest(
                waiting,
                carried.stream().filter(each -> !each.by().equals(member)).toList(),
                after);
    }

    Digest without(Member member) {
        return new Digest(
                waiting.stream().filter(each -> !each.equals(member)).toList(),
                carried.stream().filter(each -> !each.by().equals(member)).toList(),
                told.stream().filter(each -> !each.equals(member)).toList());
    }

    private static List<Member> with(List<Member> members, Member member) {
        List<Member> after = new ArrayList<>(members);
        after.add(member);
        return after;
    }
}
