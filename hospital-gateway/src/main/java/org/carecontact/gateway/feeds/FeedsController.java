package org.carecontact.gateway.feeds;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.ArrayList;
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
     * One feed.
     *
     * @param feed as tongren/his
     * @param door hl7-v2, wst-846, fhir, csv, ndjson or kafka; null when its file was never right
     * @param mistake in its file, which is not followed then; null for none
     * @param notUsed acknowledged, and about nothing that is needed here
     * @param unanswered left without an answer because they could not be stored
     * @param refused how many refused messages are kept
     * @param oldestRefused when the oldest of them came; null for none
     * @param waiting how many accepted messages wait for the one that they refer to
     * @param oldestWaiting when the oldest of them came; null for none
     * @param unmapped codes that neither the dialect nor the hospital's list names, as "department 0313", with how often
     * @param warnings values of messages that were taken without them, by their place in the message
     * @param since when counting began
     */
    record View(
            String hospital,
            String feed,
            @Nullable String door,
            int port,
            @Nullable String mistake,
            int connections,
            Map<String, Long> acknowledged,
            long notUsed,
            long unanswered,
            long refused,
            @Nullable Instant oldestRefused,
            long waiting,
            @Nullable Instant oldestWaiting,
            Map<String, FeedMeters.Sender> senders,
            Map<String, Long> unmapped,
            Map<String, Long> warnings,
            Instant since,
            @Nullable Instant lastMessageAt) {}

    private final Feeds feeds;

    FeedsController(Feeds feeds) {
        this.feeds = feeds;
    }

    @Operation(summary = "Each feed with its door, senders, messages by acknowledgement, and codes that nobody knows")
    @GetMapping("/feeds")
    Page<View> list(Caller caller) {
        caller.mustBe(Role.STAFF, Role.OPERATOR);
        Map<String, String> refused = feeds.refused();
        List<View> views = new ArrayList<>();
        for (Feed feed : feeds.all()) {
            views.add(view(feed, refused.get(feed.file().id())));
        }
        refused.forEach((id, mistake) -> {
            if (feeds.find(id).isEmpty()) {
                views.add(new View(
                        id.substring(0, id.indexOf('/')),
                        id,
                        null,
                        0,
                        mistake,
                        0,
                        Map.of(),
                        0,
                        0,
                        0,
                        null,
                        0,
                        null,
                        Map.of(),
                        Map.of(),
                        Map.of(),
                        feeds.since(),
                        null));
            }
        });
        views.removeIf(
                view -> caller.role() != Role.OPERATOR && !view.hospital().equals(caller.hospital()));
        return new Page<>(views, null);
    }

    private View view(Feed feed, @Nullable String mistake) {
        FeedMeters meters = feed.meters();
        return new View(
                feed.hospital(),
                feed.file().id(),
                feed.dialect().door().word(),
                feed.file().port(),
                mistake,
                meters.connections(),
                meters.acknowledged(),
                meters.countNotUsed(),
                meters.countUnanswered(),
                meters.countRefused(),
                meters.oldestRefused(),
                meters.countWaiting(),
                meters.oldestWaiting(),
                meters.senders(),
                meters.unmapped(),
                meters.warnings(),
                feeds.since(),
                meters.lastMessageAt());
    }
}
