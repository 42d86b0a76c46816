package org.carecontact.notification;

import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.notification.domain.Correspondence;
import org.carecontact.notification.domain.Correspondence.Ongoing;
import org.carecontact.notification.domain.Correspondence.Silent;
import org.carecontact.notification.domain.CorrespondenceCommand;
import org.carecontact.notification.domain.CorrespondenceEvent;
import org.carecontact.notification.domain.CorrespondenceRejection;
import org.carecontact.notification.domain.Notice;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows how far the notices about one request got; never to whom exactly or what they say. */
@RestController
final class NotificationController {

    /** All notices about a request. */
    record Notifications(String request, List<Told> notifications) {}

    /**
     * One notice.
     *
     * @param unknownOutcomes calls that never told how they ended, so that the provider was called again
     */
    record Told(
            String kind,
            String recipient,
            String system,
            String state,
            @Nullable String reason,
            int providerCalls,
            int unknownOutcomes,
            Instant changedAt) {}

    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;

    NotificationController(
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences) {
        this.correspondences = correspondences;
    }

    @GetMapping("/notifications/{request}")
    Notifications show(Caller caller, @PathVariable String request) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        if (!Pairs.isRequest(request)) {
            throw Problem.notFound().exception();
        }
        return correspondences
                .find(caller.hospital(), request)
                .map(stored -> switch (stored.state()) {
                    case Silent _ -> new Notifications(request, List.of());
                    case Ongoing ongoing ->
                        new Notifications(
                                request,
                                ongoing.notices().stream()
                                        .map(NotificationController::told)
                                        .toList());
                })
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static Told told(Notice notice) {
        return new Told(
                notice.key().kind().name(),
                notice.key().to().name(),
                notice.system(),
                notice.delivery().publicState(),
                notice.delivery().why().orElse(null),
                notice.providerCalls(),
                notice.unknownOutcomes(),
                notice.changedAt());
    }
}
