package org.carecontact.gateway.refused;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;
import org.carecontact.gateway.refused.Kept.State;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.kernel.web.SecurityLog;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Lists, explains, replays and discards refused messages: a hospital's own to its staff, all to the operator. */
@RestController
final class RefusedController {

    private static final Pattern FEED = Pattern.compile("[a-z0-9-]{2,24}/[a-z0-9-]{1,32}");
    private static final Pattern ID = Pattern.compile("[0-9a-f-]{36}");

    /**
     * One refused message, without what it says.
     *
     * @param at when it came first
     * @param times how often the same message came
     * @param sender who sent it; empty when that can't be read
     * @param messageId the sender's id of it; empty when that can't be read
     * @param answer what the sender got
     * @param size in bytes
     * @param cut whether only its beginning is kept
     */
    record RefusedView(
            String id,
            String hospital,
            String feed,
            String door,
            Instant at,
            Instant lastAt,
            long times,
            String sender,
            String messageId,
            String answer,
            String place,
            String remedy,
            int size,
            boolean cut,
            State state) {

        static RefusedView of(Kept kept) {
            return new RefusedView(
                    kept.id(),
                    kept.hospital(),
                    kept.feed(),
                    kept.door(),
                    kept.at(),
                    kept.lastAt(),
                    kept.times(),
                    kept.sender(),
                    kept.messageId(),
                    kept.reason().answer(),
                    kept.reason().place(),
                    kept.reason().remedy(),
                    kept.size(),
                    kept.isCut(),
                    kept.state());
        }
    }

    /**
     * One refused message with its explanation.
     *
     * @param content the message without citizens' numbers; absent unless asked for, and when it is kept no more
     */
    record ExplainedView(
            RefusedView message,
            Explanation explanation,
            @Nullable String content) {}

    /**
     * What a replay did.
     *
     * @param replayed how many messages: the one that was asked for, and those of its patient before it
     * @param stoppedBy the one that could not be replayed; absent when all could
     */
    record ReplayedView(int replayed, @Nullable StoppedView stoppedBy) {}

    /**
     * One that could not be replayed.
     *
     * @param messageId the sender's id of it; empty when that can't be read
     * @param place in the message; empty when the message is not the reason
     * @param why the answer and the place, or what else is in the way
     */
    record StoppedView(String id, String messageId, String place, String why, String remedy) {

        static StoppedView of(Replays.Stopped stopped) {
            return new StoppedView(
                    stopped.kept().id(), stopped.kept().messageId(), stopped.place(), stopped.why(), stopped.remedy());
        }
    }

    /**
     * What the replay of a feed did.
     *
     * @param replayed how many were taken
     * @param refusedAgain those that were refused again
     * @param behind how many wait behind one of these, which is about the same patient
     * @param next to be sent as {@code after} for the rest; absent when that was all
     */
    record ReplaysView(
            int replayed,
            List<StoppedView> refusedAgain,
            int behind,
            @Nullable String next) {}

    /**
     * Which messages to replay.
     *
     * @param feed as tongren/his
     * @param after where a replay before ended
     */
    record ReplaysBody(@Nullable String feed, @Nullable String after) {}

    /** Nothing. */
    record NoBody() {}

    private final KeptDocuments documents;
    private final Replays replays;
    private final RefusedCounts counts;
    private final SecurityLog security;

    RefusedController(KeptDocuments documents, Replays replays, RefusedCounts counts, SecurityLog security) {
        this.documents = documents;
        this.replays = replays;
        this.counts = counts;
        this.security = security;
    }

    @Operation(summary = "Refused messages, the oldest first; those that wait unless another state is asked for")
    @GetMapping("/refused")
    Page<RefusedView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable String feed,
            @RequestParam(required = false) @Nullable State state,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.STAFF, Role.OPERATOR);
        boolean all = caller.role() == Role.OPERATOR && feed == null;
        List<Kept> read = documents.page(
                all ? null : feed == null ? "hospital" : "feed",
                feed == null ? caller.hospital() : own(caller, feed),
                state == null ? State.REFUSED : state,
                cursor == null ? "" : cursor,
                Page.toRead(limit));
        return Page.of(read, limit, Kept::id, RefusedView::of);
    }

    @Operation(
            summary =
                    "Why a message was refused, in words; with content=true what it says, for the hospital's staff only")
    @GetMapping("/refused/{id}")
    ExplainedView explain(
            Caller caller,
            @PathVariable String id,
            @RequestParam(defaultValue = "false") boolean content,
            HttpServletRequest request) {
        caller.mustBe(Role.STAFF, Role.OPERATOR);
        if (content) {
            caller.mustBe(Role.STAFF);
        }
        Kept kept = find(caller, id);
        String text = null;
        if (content) {
            security.opened("refused-message", request);
            text = kept.sealed() == null ? null : replays.text(kept);
        }
        return new ExplainedView(RefusedView.of(kept), Explanation.of(kept), text);
    }

    @Operation(
            summary = "Reads a message again as the feed's file now says, after those of its patient that came before")
    @ApiResponse(responseCode = "200", description = "What was replayed, and what stopped it")
    @ApiResponse(responseCode = "409", description = "It was discarded")
    @PostMapping("/refused/{id}/replay")
    ReplayedView replay(HttpCommand command, @PathVariable String id) {
        var _ = command.body(NoBody.class);
        Kept kept = find(command.caller().mustBe(Role.STAFF, Role.OPERATOR), id);
        if (kept.state() == State.DISCARDED) {
            throw settled(kept);
        }
        Replays.Replayed done = replays.replay(kept);
        Replays.Stopped stopped = done.stopped();
        return new ReplayedView(done.replayed(), stopped == null ? null : StoppedView.of(stopped));
    }

    @Operation(
            summary =
                    "Reads a feed's messages again in their order, at most 500; tells how many were taken, and which were"
                            + " refused again and why; next is where to go on",
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = ReplaysBody.class))))
    @PostMapping("/refused/replays")
    ReplaysView replayAll(HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.STAFF, Role.OPERATOR);
        ReplaysBody body = command.body(ReplaysBody.class);
        if (body.feed() == null) {
            throw Problem.of("malformed-body").field("feed").exception();
        }
        String feed = own(caller, body.feed());
        Replays.All all =
                replays.replayAll(feed.substring(0, feed.indexOf('/')), feed, body.after() == null ? "" : body.after());
        return new ReplaysView(
                all.replayed(), all.refusedAgain().stream().map(StoppedView::of).toList(), all.behind(), all.next());
    }

    @Operation(summary = "Erases a refused message for good; repeating it is harmless")
    @ApiResponse(responseCode = "200", description = "Discarded")
    @ApiResponse(responseCode = "409", description = "It was replayed")
    @PostMapping("/refused/{id}/discard")
    RefusedView discard(HttpCommand command, @PathVariable String id) {
        var _ = command.body(NoBody.class);
        Kept kept = find(command.caller().mustBe(Role.STAFF, Role.OPERATOR), id);
        if (kept.state().isOpen() && !documents.settle(id, kept.state(), State.DISCARDED)) {
            kept = find(command.caller(), id); // somebody else was faster
        }
        if (kept.state() == State.REPLAYED) {
            throw settled(kept);
        }
        counts.look();
        return RefusedView.of(kept.as(State.DISCARDED));
    }

    private static RuntimeException settled(Kept kept) {
        return Problem.of(kept.state() == State.DISCARDED ? "refused-discarded" : "refused-replayed")
                .exception();
    }

    private Kept find(Caller caller, String id) {
        Kept kept = ID.matcher(id).matches() ? documents.find(id) : null;
        if (kept == null || (caller.role() != Role.OPERATOR && !kept.hospital().equals(caller.hospital()))) {
            throw Problem.notFound().exception();
        }
        return kept;
    }

    /** A feed of the caller's hospital; what is another's does not exist. */
    private static String own(Caller caller, String feed) {
        if (!FEED.matcher(feed).matches()
                || (caller.role() != Role.OPERATOR && !feed.startsWith(caller.hospital() + "/"))) {
            throw Problem.notFound().exception();
        }
        return feed;
    }
}
