package org.carecontact.notification.receipts;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The replies that read like an emergency, for the hospital's staff: never a number, but whose it is. */
@RestController
@RequestMapping("/replies")
final class ReplyController {

    /**
     * A reply.
     *
     * @param people who has this number: HOSPITAL:PATIENT:ID
     * @param answer answering, answered or not-answered: what to do in an emergency was told once at most
     */
    record ReplyView(
            String id,
            List<String> people,
            String text,
            Instant at,
            @Nullable String answer) {}

    /** A reply that somebody has looked at. */
    record Seen(boolean seen) {}

    private final Replies replies;

    ReplyController(Replies replies) {
        this.replies = replies;
    }

    @Operation(summary = "Lists the replies that read like an emergency and that nobody has looked at")
    @GetMapping
    ResponseEntity<List<ReplyView>> list(Caller caller) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        return ResponseEntity.ok()
                .cacheControl(CacheControl.noStore())
                .body(replies.alarming(caller.hospital()).stream()
                        .map(kept -> new ReplyView(kept.id(), kept.people(), kept.text(), kept.at(), kept.answer()))
                        .toList());
    }

    @Operation(summary = "Notes that somebody has looked at a reply; repeating it is harmless")
    @PostMapping("/{id}/seen")
    Seen seen(Caller caller, @PathVariable String id) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        if (!replies.seen(caller.hospital(), id, caller.person())) {
            throw Problem.notFound().exception();
        }
        return new Seen(true);
    }
}
