package org.carecontact.request.history;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.request.history.domain.ArchivedRequest;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.request.pairs.domain.Pair;
import org.carecontact.request.pairs.domain.Pair.Settled;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.request.pairs.domain.PairEvent;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.request.pairs.domain.Request;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The requests of a patient and a doctor: the newest stands in the pair's document, all before it in the archive. */
@Component
public final class History {

    /** For each pair the number to go on with. */
    private static final Pattern CURSOR = Pattern.compile("[0-9]{1,9}(\\.[0-9]{1,9}){0,99}");

    private final Documents<Settled, ArchivedRequest, Settled, PairRejection> archive;
    private final Documents<PairCommand, Pair, PairEvent, PairRejection> documents;
    private final KnownPairs known;
    private final Pairs pairs;

    /**
     * A request of the history.
     *
     * @param cursor of what comes after it
     */
    public record Entry(Pair.Known request, String cursor) {}

    History(
            Documents<Settled, ArchivedRequest, Settled, PairRejection> archive,
            Documents<PairCommand, Pair, PairEvent, PairRejection> documents,
            KnownPairs known,
            Pairs pairs) {
        this.archive = archive;
        this.documents = documents;
        this.known = known;
        this.pairs = pairs;
    }

    /** Keeps what a newer request is about to replace. Done before it is replaced: a crash in between loses nothing. */
    public void keep(Settled settled) {
        Request request = settled.request();
        archive.handle(request.hospital(), request.id().toString(), settled.forTheArchive());
    }

    /** Returns the request as it is or as it was when a newer one came, if the caller may see it, or throws the problem. */
    public Pair.Known visible(Caller caller, RequestId request) {
        Pair.Known newest = known.of(caller.hospital(), request.pair());
        if (request.number() < newest.number()) {
            Pair.@Nullable Known older = archived(caller.hospital(), newest, List.of(request.number()))
                    .get(request.number());
            if (older != null && KnownPairs.maySee(caller, older.request())) {
                return older;
            }
        }
        return known.visible(caller, request);
    }

    /**
     * Reads what the caller may see of all requests of this patient and this doctor, also under merged numbers, from the
     * newest to the first.
     */
    public List<Entry> page(Caller caller, RequestId of, @Nullable String cursor, int limit) {
        String hospital = caller.hospital();
        Pair.Known named = visible(caller, of);
        List<Line> lines = lines(hospital, named.request(), limit);
        if (cursor != null) {
            goTo(cursor, lines);
        }
        List<Entry> page = new ArrayList<>();
        while (page.size() < limit) {
            Line newest = null;
            for (Line line : lines) {
                if (line.isBefore(newest)) {
                    newest = line;
                }
            }
            if (newest == null) {
                break;
            }
            Pair.Known shown = newest.take();
            if (KnownPairs.maySee(caller, shown.request())) {
                page.add(new Entry(
                        shown,
                        lines.stream().map(line -> String.valueOf(line.next)).collect(Collectors.joining("."))));
            }
        }
        return page;
    }

    /** The pairs of the person who remains and this doctor: their own first, then those that were carried to it. */
    private List<Line> lines(String hospital, Request request, int block) {
        PatientId survivor = request.survivor();
        PairId own = survivor == null
                ? request.id().pair()
                : pairs.of(hospital, survivor.value(), request.doctor().value());
        Set<PairId> all = new LinkedHashSet<>(List.of(own));
        all.addAll(documents.load(hospital, own.toString()).state().carried());
        all.add(request.id().pair());
        Map<String, Stored<Pair>> found =
                documents.findAll(hospital, all.stream().map(PairId::toString).toList());
        List<Line> lines = new ArrayList<>();
        for (PairId pair : all) {
            Stored<Pair> stored = found.get(pair.toString());
            lines.add(new Line(hospital, stored != null && stored.state() instanceof Pair.Known it ? it : null, block));
        }
        return lines;
    }

    private static void goTo(String cursor, List<Line> lines) {
        String[] numbers = CURSOR.matcher(cursor).matches() ? cursor.split("\\.", -1) : new String[0];
        if (numbers.length == 0 || numbers.length > lines.size()) {
            throw Problem.of("unknown-cursor").field("cursor").exception();
        }
        for (int i = 0; i < numbers.length; i++) {
            Line line = lines.get(i);
            line.next = Math.min(line.next, Integer.parseInt(numbers[i]));
        }
    }

    /** Those of these numbers that are in the archive. Who remains of the patient is said by the pair alone. */
    private Map<Integer, Pair.Known> archived(String hospital, Pair.Known newest, List<Integer> numbers) {
        PairId pair = newest.request().id().pair();
        List<String> ids = numbers.stream()
                .map(number -> new RequestId(pair, number).toString())
                .toList();
        return archive.findAll(hospital, ids).values().stream()
                .flatMap(stored -> Stream.ofNullable(stored.state().settled()))
                .map(settled -> newest.survivor()
                        .<Pair.Known>map(
                                remaining -> settled.with(settled.request().carriedTo(remaining)))
                        .orElse(settled))
                .collect(Collectors.toMap(Pair.Known::number, one -> one));
    }

    /** The requests of one pair, read from the newest to the first, as many at a time as a page shows. */
    private final class Line {

        private final String hospital;
        private final Pair.@Nullable Known newest;
        private final int block;
        private Map<Integer, Pair.Known> read = Map.of();
        private int readTo;
        private int next;

        Line(String hospital, Pair.@Nullable Known newest, int block) {
            this.hospital = hospital;
            this.newest = newest;
            this.block = block;
            this.next = newest == null ? 0 : newest.number();
            this.readTo = next;
        }

        boolean isBefore(@Nullable Line other) {
            Pair.Known mine = first();
            Pair.Known others = other == null ? null : other.first();
            return mine != null
                    && (others == null
                            || mine.request()
                                    .submittedAt()
                                    .isAfter(others.request().submittedAt()));
        }

        Pair.Known take() {
            Pair.Known first = first();
            if (first == null) {
                throw new IllegalStateException("nothing left");
            }
            next = first.number() - 1;
            return first;
        }

        /** Passes over numbers that were never archived: they were replaced before there was an archive. */
        private Pair.@Nullable Known first() {
            while (newest != null && next > 0) {
                if (next == newest.number()) {
                    return newest;
                }
                if (next < readTo) {
                    int from = next;
                    readTo = Math.max(1, from - block + 1);
                    read = archived(
                            hospital,
                            newest,
                            IntStream.rangeClosed(readTo, from).boxed().toList());
                }
                Pair.Known there = read.get(next);
                if (there != null) {
                    return there;
                }
                next--;
            }
            return null;
        }
    }
}
