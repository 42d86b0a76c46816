package org.carecontact.notification.correspondence;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.Correspondence.Silent;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the progress of the notices about one request; never to whom exactly they went or what they say. */
@RestController
final class NotificationController {

    /** All notices about a request. */
    record NotificationsView(String request, List<NotificationView> notifications) {}

    /**
     * One notice, without its text.
     *
     * @param unknownOutcomes calls that never told how they ended, so that the provider was called again
     */
    record NotificationView(
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

    @Operation(summary = "How far the notices about a request got; never to whom or what they said")
    @GetMapping("/notifications/{request}")
    NotificationsView show(Caller caller, @PathVariable String request) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        RequestId id =
                RequestId.parse(request).orElseThrow(() -> Problem.notFound().exception());
        return correspondences
                .find(caller.hospital(), id.toString())
                .map(stored -> switch (stored.state()) {
                    case Silent _ -> new NotificationsView(request, List.of());
                    case Ongoing ongoing ->
                        new NotificationsView(
                                request,
                                ongoing.notices().stream()
                                        .map(NotificationController::view)
                                        .toList());
                })
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static NotificationView view(Notice notice) {
        return new NotificationView(
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
