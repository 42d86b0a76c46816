package org.carecontact.vendortwin.faults;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.world.Journal;
import org.carecontact.vendortwin.world.TwinClock;

/** The vendors behind the faults that were ordered; keeps the journal of calls. */
public final class FaultyDoor {

    private static final Duration LONGEST = Duration.ofMinutes(2);
    private static final String PAGE_502 = """
        <html><head><title>502 Bad Gateway</title></head><body><center><h1>502 Bad Gateway</h1></center></body></html>
        """;

    private final List<VendorDoor> doors;
    private final Faults faults;
    private final Journal journal;
    private final TwinClock clock;

    public FaultyDoor(List<VendorDoor> doors, Faults faults, Journal journal, TwinClock clock) {
        this.doors = doors;
        this.faults = faults;
        this.journal = journal;
        this.clock = clock;
    }

    /** The vendor's answer or what was ordered instead; empty for a request that is no vendor's. */
    public Optional<Answer> answer(Request request) {
        return doors.stream().filter(door -> door.isFor(request)).findFirst().map(door -> answer(door, request));
    }

    private Answer answer(VendorDoor door, Request request) {
        Call call = door.call(request);
        Optional<Fault> ordered = faults.forCall(call.vendor(), call.name(), call.whom());
        if (ordered.isEmpty()) {
            return done(door, call, request, "ANSWERED");
        }
        Fault fault = ordered.get();
        String name = fault.kind().name();
        return switch (fault.kind()) {
            case LATE -> {
                pause(fault.delay());
                yield done(door, call, request, name);
            }
            case ANSWER_LATE -> {
                Answer answer = done(door, call, request, name);
                pause(fault.delay());
                yield answer;
            }
            case ANSWER_MORE_FIELDS -> withMoreFields(done(door, call, request, name));
            case CLOSE -> instead(door, call, request, fault, Answer.cut());
            case BAD_GATEWAY -> instead(door, call, request, fault, Answer.html(502, PAGE_502));
            case EMPTY_OBJECT -> instead(door, call, request, fault, Answer.json(200, "{}"));
            case CODE -> instead(door, call, request, fault, door.failure(call, fault.code()));
            case TOKENS_CANCELLED -> {
                Answer answer = instead(door, call, request, fault, door.failure(call, fault.code()));
                door.cancelTokens(request);
                yield answer;
            }
            case NUMBER_CODE,
                    REPORT_CODE,
                    CONTACT_HIDDEN,
                    LOST,
                    TWICE,
                    DELAYED,
                    OUT_OF_ORDER,
                    BEFORE_ANSWER,
                    MORE_FIELDS,
                    UNKNOWN_CHANGE,
                    OTHER_ELEMENT,
                    WRONG_RECEIVER,
                    WRONG_SIGNATURE,
                    STALE -> done(door, call, request, "ANSWERED");
        };
    }

    private Answer instead(VendorDoor door, Call call, Request request, Fault fault, Answer answer) {
        if (fault.accepted()) {
            done(door, call, request, fault.kind().name());
        } else {
            enter(call, "NOT_DONE", fault.kind().name());
        }
        return answer;
    }

    private Answer done(VendorDoor door, Call call, Request request, String seen) {
        VendorDoor.Reply reply = door.answer(request);
        enter(call, reply.code(), seen);
        return reply.answer();
    }

    private void enter(Call call, String code, String seen) {
        journal.add(
                new Journal.Entry(clock.instant(), call.vendor(), call.name(), call.account(), call.key(), code, seen));
    }

    private static Answer withMoreFields(Answer answer) {
        return switch (answer) {
            case Answer.Content(int status, String type, String body, var headers)
            when body.startsWith("{\"") ->
                new Answer.Content(status, type, "{\"unheard_of\":{\"list\":[1,null]}," + body.substring(1), headers);
            case Answer.Content content -> content;
            case Answer.Cut cut -> cut;
        };
    }

    private static void pause(Duration wait) {
        try {
            Thread.sleep(wait.compareTo(LONGEST) > 0 ? LONGEST : wait);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
