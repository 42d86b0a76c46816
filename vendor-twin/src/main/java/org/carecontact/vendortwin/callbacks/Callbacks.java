package org.carecontact.vendortwin.callbacks;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.carecontact.vendortwin.faults.Fault;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.faults.Faults;
import org.carecontact.vendortwin.world.Timetable;
import org.carecontact.vendortwin.world.TwinClock;
import org.carecontact.vendortwin.world.Vendor;

/** Pushes events to the addresses that customers gave, again if they were not taken, and wrong as ordered. */
public final class Callbacks implements AutoCloseable {

    private static final int REMEMBERED = 20_000;
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final Set<FaultKind> ONLY_FIRST =
            EnumSet.of(FaultKind.WRONG_RECEIVER, FaultKind.WRONG_SIGNATURE, FaultKind.STALE);

    private final HttpClient http = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(PATIENCE)
            .build();
    private final Faults faults;
    private final Timetable timetable;
    private final TwinClock clock;
    private final Lanes lanes = new Lanes();
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final Map<String, Delivery> deliveries = new LinkedHashMap<>();
    private final Map<String, Runnable> held = new HashMap<>();
    private long count;

    public Callbacks(Faults faults, Timetable timetable, TwinClock clock) {
        this.faults = faults;
        this.timetable = timetable;
        this.clock = clock;
    }

    /** Sets where an account's events of a kind (report, reply or event) go; empty for nowhere. */
    public void address(Vendor vendor, String account, String kind, String url) {
        addresses.put(place(vendor, account, kind), url);
    }

    public String address(Vendor vendor, String account, String kind) {
        return addresses.getOrDefault(place(vendor, account, kind), "");
    }

    /** What became of the newest pushes, oldest first. */
    public synchronized List<Delivery> deliveries() {
        return List.copyOf(deliveries.values());
    }

    /** Asks the address as the vendor does before it takes it; the body of an answer with status 200, else empty. */
    public Optional<String> ask(String url, String query) {
        try {
            HttpRequest request = HttpRequest.newBuilder(withQuery(url, query))
                    .timeout(PATIENCE)
                    .GET()
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == 200 ? Optional.of(answer.body()) : Optional.empty();
        } catch (IOException | IllegalArgumentException _) {
            return Optional.empty();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Pushes the event; returns at once unless it was ordered that it comes before the answer. */
    public void push(Event event) {
        String url = address(event.vendor(), event.account(), event.kind());
        if (url.isEmpty()) {
            enter(event, Delivery.State.NOWHERE, List.of());
            return;
        }
        List<Fault> ordered = faults.forPush(event.vendor(), event.name(), event.whom());
        List<FaultKind> kinds = ordered.stream().map(Fault::kind).toList();
        if (kinds.contains(FaultKind.LOST)) {
            enter(event, Delivery.State.LOST, kinds);
            return;
        }
        for (int copy = 0; copy < (kinds.contains(FaultKind.TWICE) ? 2 : 1); copy++) {
            String id = enter(event, Delivery.State.WAITING, kinds);
            start(event, url, id, ordered);
        }
    }

    private void start(Event event, String url, String id, List<Fault> ordered) {
        Set<FaultKind> wrong = EnumSet.noneOf(FaultKind.class);
        Duration wait = Duration.ZERO;
        boolean atOnce = false;
        boolean hold = false;
        for (Fault fault : ordered) {
            switch (fault.kind()) {
                case DELAYED -> wait = fault.delay();
                case BEFORE_ANSWER -> atOnce = true;
                case OUT_OF_ORDER -> {
                    hold = true;
                    wait = fault.delay();
                }
                case MORE_FIELDS, UNKNOWN_CHANGE, OTHER_ELEMENT, WRONG_RECEIVER, WRONG_SIGNATURE, STALE ->
                    wrong.add(fault.kind());
                case LOST,
                        TWICE,
                        CLOSE,
                        LATE,
                        ANSWER_LATE,
                        BAD_GATEWAY,
                        EMPTY_OBJECT,
                        CODE,
                        TOKENS_CANCELLED,
                        ANSWER_MORE_FIELDS,
                        NUMBER_CODE,
                        REPORT_CODE,
                        CONTACT_HIDDEN -> {}
            }
        }
        Runnable attempt = () -> attempt(event, url, id, 1, wrong);
        if (atOnce) {
            attempt.run();
        } else if (hold) {
            hold(url, attempt, wait);
        } else {
            Optional<Runnable> waiting = released(url);
            Runnable both = () -> {
                attempt.run();
                waiting.ifPresent(Runnable::run);
            };
            if (wait.isZero()) {
                lanes.enter(url + " " + String.join(" ", event.whom()), both);
            } else {
                timetable.after(wait, both);
            }
        }
    }

    private synchronized void hold(String url, Runnable attempt, Duration longest) {
        held.merge(url, attempt, (older, newer) -> () -> {
            newer.run();
            older.run();
        });
        timetable.after(longest, () -> released(url).ifPresent(Runnable::run));
    }

    private synchronized Optional<Runnable> released(String url) {
        return Optional.ofNullable(held.remove(url));
    }

    private void attempt(Event event, String url, String id, int number, Set<FaultKind> wrong) {
        int status = 0;
        boolean taken = false;
        try {
            Letter.Post post = event.letter().write(wrong);
            HttpRequest request = HttpRequest.newBuilder(withQuery(url, post.query()))
                    .timeout(PATIENCE)
                    .header("Content-Type", post.contentType())
                    .POST(HttpRequest.BodyPublishers.ofString(post.body()))
                    .build();
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            status = answer.statusCode();
            taken = event.taken().test(status, answer.body());
        } catch (IOException | IllegalArgumentException _) {
            taken = false; // Nobody answered there: the same as a refusal.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return;
        }
        boolean again = !taken && number <= event.repetitions().size();
        settle(
                id,
                number,
                status,
                taken ? Delivery.State.TAKEN : again ? Delivery.State.WAITING : Delivery.State.GIVEN_UP);
        if (again) {
            Set<FaultKind> still = EnumSet.noneOf(FaultKind.class);
            still.addAll(wrong);
            still.removeAll(ONLY_FIRST);
            timetable.after(event.repetitions().get(number - 1), () -> attempt(event, url, id, number + 1, still));
        }
    }

    private static URI withQuery(String url, String query) {
        return URI.create(query.isEmpty() ? url : url + (url.contains("?") ? "&" : "?") + query);
    }

    private synchronized String enter(Event event, Delivery.State state, List<FaultKind> kinds) {
        String id = "c" + ++count;
        deliveries.put(
                id,
                new Delivery(
                        id,
                        event.vendor(),
                        event.account(),
                        event.name(),
                        new ArrayList<>(event.whom()),
                        clock.instant(),
                        state,
                        0,
                        0,
                        kinds));
        if (deliveries.size() > REMEMBERED) {
            deliveries.remove(deliveries.keySet().iterator().next());
        }
        return id;
    }

    private synchronized void settle(String id, int attempts, int status, Delivery.State state) {
        deliveries.computeIfPresent(id, (_, delivery) -> delivery.after(attempts, status, state));
    }

    private static String place(Vendor vendor, String account, String kind) {
        return vendor.key() + "/" + account + "/" + kind;
    }

    @Override
    public void close() {
        lanes.close();
        http.shutdownNow();
    }
}
