package org.carecontact.localparts.mongo;

import de.bwaldvogel.mongo.backend.Index;
import de.bwaldvogel.mongo.bson.Document;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.stream.Stream;
import org.carecontact.localparts.mongo.Condition.Among;
import org.carecontact.localparts.mongo.Condition.Between;
import org.jspecify.annotations.Nullable;

/**
 * Which documents a query has to look at, through the index that narrows most: equal values first, then a range, then
 * the wanted order. Without any: all.
 *
 * @param slots the documents, live: for callers that keep writers of the collection out while they use it
 * @param ordered the slots come in the order that the query wants
 * @param index the way to the documents; null when all of them are looked at
 */
record Plan(Iterator<Slot> slots, boolean ordered, @Nullable OwnIndex index) {

    private static final int MOST_PREFIXES = 20_000;

    static Plan of(Document query, @Nullable Document orderBy, int limit, StoredMap map, List<Index<Object>> indexes) {
        Map<String, Condition> conditions = Condition.of(query);
        Condition byId = conditions.get(OwnIndex.ID);
        IdIndex idIndex = idIndex(indexes);
        if (byId instanceof Among(var keys) && idIndex != null) {
            return new Plan(
                    keys.stream()
                            .map(Bson::key)
                            .map(map::slot)
                            .filter(Objects::nonNull)
                            .iterator(),
                    keys.size() == 1,
                    idIndex);
        }
        Sort sort = Sort.of(orderBy);
        Candidate best = null;
        for (Index<Object> index : indexes) {
            if (index instanceof SortedIndex sorted) {
                Candidate candidate = Candidate.of(sorted, conditions, sort);
                if (candidate.isUseful(limit) && (best == null || candidate.score() > best.score())) {
                    best = candidate;
                }
            }
        }
        if (best != null) {
            return best.plan(map);
        }
        if (idIndex != null && sort != null && sort.fields.equals(List.of(OwnIndex.ID))) {
            return new Plan(range(map.view(), byId, sort.descending).values().iterator(), true, idIndex);
        }
        if (idIndex != null && byId != null) {
            return new Plan(range(map.view(), byId, false).values().iterator(), orderBy == null, idIndex);
        }
        return new Plan(map.view().values().iterator(), orderBy == null, null);
    }

    private static @Nullable IdIndex idIndex(List<Index<Object>> indexes) {
        for (Index<Object> index : indexes) {
            if (index instanceof IdIndex found) {
                return found;
            }
        }
        return null;
    }

    private static NavigableMap<Object, Slot> range(
            NavigableMap<Object, Slot> all, @Nullable Condition condition, boolean descending) {
        NavigableMap<Object, Slot> some = all;
        if (condition instanceof Between(var from, var to)) {
            if (from != null) {
                some = some.tailMap(Bson.key(from.value()), from.included());
            }
            if (to != null
                    && !(from != null && Order.VALUES.compare(Bson.key(from.value()), Bson.key(to.value())) > 0)) {
                some = some.headMap(Bson.key(to.value()), to.included());
            }
        }
        return descending ? some.descendingMap() : some;
    }

    /** Returns the wanted order, if all its fields go the same way. */
    private record Sort(List<String> fields, boolean descending) {
        static @Nullable Sort of(@Nullable Document orderBy) {
            if (orderBy == null || orderBy.isEmpty() || orderBy.containsKey("$natural")) {
                return null;
            }
            List<Boolean> directions = orderBy.values().stream()
                    .map(direction -> direction instanceof Number number && number.intValue() < 0)
                    .distinct()
                    .toList();
            return directions.size() == 1 ? new Sort(List.copyOf(orderBy.keySet()), directions.getFirst()) : null;
        }
    }

    /** One index as a way to answer the query. */
    private record Candidate(
            SortedIndex index,
            List<List<@Nullable Object>> prefixes,
            @Nullable Between range,
            int equal,
            @Nullable Sort sort) {

        static Candidate of(SortedIndex index, Map<String, Condition> conditions, @Nullable Sort sort) {
            List<String> fields =
                    index.getKeys().stream().map(key -> key.getKey()).toList();
            List<List<@Nullable Object>> prefixes = List.of(List.of());
            Between range = null;
            int equal = 0;
            for (String field : fields) {
                Condition condition = conditions.get(field);
                if (condition instanceof Among(var values)
                        && (long) prefixes.size() * values.size() <= MOST_PREFIXES
                        && !(index.leavesOutMissing() && values.contains(null))) {
                    prefixes = extended(prefixes, values);
                    equal++;
                } else {
                    range = condition instanceof Between between ? between : null;
                    break;
                }
            }
            List<String> rest = fields.subList(equal, fields.size());
            boolean ordered = sort != null
                    && prefixes.size() == 1
                    && !index.hasArrays()
                    && sort.fields.size() <= rest.size()
                    && rest.subList(0, sort.fields.size()).equals(sort.fields);
            return new Candidate(index, prefixes, range, equal, ordered ? sort : null);
        }

        private static List<List<@Nullable Object>> extended(
                List<List<@Nullable Object>> prefixes, List<@Nullable Object> values) {
            List<List<@Nullable Object>> longer = new ArrayList<>();
            for (List<Object> prefix : prefixes) {
                for (Object value : values) {
                    List<Object> one = new ArrayList<>(prefix);
                    one.add(value);
                    longer.add(one);
                }
            }
            return longer;
        }

        boolean isUseful(int limit) {
            return equal > 0 || range != null || (sort != null && limit > 0 && !index.leavesOutMissing());
        }

        int score() {
            int all = equal == index.getKeys().size() && index.isUnique() ? 1000 : 0;
            // A sparse index knows few documents: the one of those that wait, or that owe something.
            int few = index.leavesOutMissing() && (equal > 0 || range != null) ? 4 : 0;
            return all + few + 4 * equal + (range == null ? 0 : 2) + (sort == null ? 0 : 1);
        }

        Plan plan(StoredMap map) {
            Stream<Object> positions = prefixes.stream().flatMap(this::positions);
            if (index.hasArrays()) {
                positions = new LinkedHashSet<>(positions.toList()).stream();
            }
            return new Plan(positions.map(map::slot).filter(Objects::nonNull).iterator(), sort != null, index);
        }

        private Stream<Object> positions(List<@Nullable Object> prefix) {
            List<Object> from = new ArrayList<>(prefix);
            List<Object> to = new ArrayList<>(prefix);
            if (range == null) {
                from.add(Order.LOW);
            } else if (range.from() == null) {
                // Missing values come first and are never in a range.
                from.addAll(Arrays.asList(null, Order.HIGH));
            } else {
                from.add(Bson.normalized(range.from().value()));
                from.add(range.from().included() ? Order.LOW : Order.HIGH);
            }
            // With lists one element may be above the lower bound and another below the upper one.
            if (range == null || range.to() == null || (index.hasArrays() && range.from() != null)) {
                to.add(Order.HIGH);
            } else {
                to.add(Bson.normalized(range.to().value()));
                to.add(range.to().included() ? Order.HIGH : Order.LOW);
            }
            if (Order.ENTRIES.compare(from.toArray(), to.toArray()) > 0) {
                return Stream.of();
            }
            NavigableSet<Object[]> entries = index.between(from.toArray(), to.toArray());
            NavigableSet<Object[]> ordered = sort != null && sort.descending ? entries.descendingSet() : entries;
            return ordered.stream().map(entry -> entry[entry.length - 1]);
        }
    }
}
