package org.carecontact.notification.correspondence.domain;

import java.util.List;
import java.util.Set;
import org.carecontact.notification.recipients.domain.Addressee;
import org.jspecify.annotations.Nullable;

/** The events of a correspondence; each carries the notices after it. */
public sealed interface CorrespondenceEvent {

    /** An event of the request arrived; the notices that it calls for are intended. */
    record OccasionNoted(Parties parties, @Nullable Addressee signer, Set<CaseFact> facts, List<Notice> notices)
            implements CorrespondenceEvent {}

    record AttemptsStarted(List<Notice> notices) implements CorrespondenceEvent {}

    record AttemptsPostponed(List<Notice> notices) implements CorrespondenceEvent {}

    record NoticesSettled(List<Notice> notices) implements CorrespondenceEvent {}

    /** The provider says that the person has them. */
    record DeliveryNoted(List<Notice> notices) implements CorrespondenceEvent {}
}
