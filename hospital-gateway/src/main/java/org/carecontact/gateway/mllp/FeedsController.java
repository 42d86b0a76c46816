package org.carecontact.gateway.mllp;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows the state of the feeds: their own to a hospital's staff, all to the operator. */
@RestController
final class FeedsController {

    /**
     * One hospital's feed.
     *
     * @param notUsed acknowledged, and about nothing that is needed here
     * @param since when counting began
     */
    record View(
            String hospital,
            int port,
            int connections,
            Map<String, Long> acknowledged,
            long notUsed,
            Instant since,
            @Nullable Instant lastMessageAt) {}

    private final Feeds feeds;

    FeedsController(Feeds feeds) {
        this.feeds = feeds;
    }

    @Operation(summary = "Each feed with its port, open connections and messages by acknowledgement")
    @GetMapping("/feeds")
    Page<View> list(Caller caller) {
        caller.mustBe(Role.STAFF, Role.OPERATOR);
        List<View> visible = feeds.all().stream()
                .filter(feed ->
                        caller.role() == Role.OPERATOR || feed.hospital().equals(caller.hospital()))
                .map(feed -> new View(
                        feed.hospital(),
                        feed.port(),
                        feed.meters().connections(),
                        feed.meters().acknowledged(),
                        feed.meters().countNotUsed(),
                        feeds.since(),
                        feed.meters().lastMessageAt()))
                .toList();
        return new Page<>(visible, null);
    }
}
