package org.carecontact.notification.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.carecontact.kernel.store.Documents;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand.NoteOccasion;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.NoticeKey;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.correspondence.domain.Occasion;
import org.carecontact.notification.correspondence.domain.Parties;
import org.carecontact.notification.dispatch.RunningNotifications;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.notification.timing.domain.Digest.Standing;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PairId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.junit.jupiter.api.Test;

/** The digest of one person over the notices of several requests, on the service's own stores. */
final class DigestsTest {

    private static final String HOSPITAL = "digests";
    private static final String PERSON = "digests:PATIENT:P1";
    private static final NoticeKey REDIRECTED = new NoticeKey(NoticeKind.REQUEST_REDIRECTED, Addressee.PATIENT, 0);

    private final Digests digests = RunningNotifications.SERVICE.bean(Digests.class);
    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences = RunningNotifications.SERVICE.bean(
                    Documents.class,
                    CorrespondenceCommand.class,
                    Correspondence.class,
                    CorrespondenceEvent.class,
                    CorrespondenceRejection.class);

    @Test
    void three_that_waited_go_out_as_one_and_one_that_was_withdrawn_meanwhile_is_not_counted() {
        Instant now = Instant.now();
        List<String> requests = IntStream.rangeClosed(1, 4)
                .mapToObj(number -> waiting(number, now))
                .toList();
        requests.forEach(request -> digests.join(HOSPITAL, PERSON, request, REDIRECTED));
        happens(requests.getLast(), new Occasion.Withdrawn(), now);

        assertThat(standing(requests.get(0), now)).isEqualTo(new Standing.Carry(3));
        assertThat(standing(requests.get(1), now)).isEqualTo(new Standing.Wait());
        assertThat(standing(requests.get(0), now)).isEqualTo(new Standing.Carry(3));
        digests.settle(HOSPITAL, PERSON, requests.getFirst(), REDIRECTED, true);
        assertThat(standing(requests.get(1), now)).isEqualTo(new Standing.Told());
        assertThat(standing(requests.get(2), now)).isEqualTo(new Standing.Told());
        assertThat(standing(requests.get(1), now)).isEqualTo(new Standing.Alone());
    }

    private Standing standing(String request, Instant now) {
        return digests.standing(HOSPITAL, PERSON, request, REDIRECTED, now);
    }

    /** A notice that nobody can be reached for stays in its request's document, and waits. */
    private String waiting(int number, Instant now) {
        String request = "d".repeat(26) + "-" + number;
        happens(request, new Occasion.Redirected(Addressee.PATIENT), now);
        return request;
    }

    private void happens(String request, Occasion occasion, Instant now) {
        RequestId id = RequestId.of(request);
        Parties parties =
                new Parties(HOSPITAL, new PairId("d".repeat(26)), id, new PatientId("P1"), new DoctorId("D1"), null);
        var _ = correspondences.handle(HOSPITAL, request, new NoteOccasion(parties, occasion, now));
    }
}
