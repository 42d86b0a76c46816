package org.carecontact.notification.domain;

import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Each carries the notices as they are afterwards. */
public sealed interface CorrespondenceEvent {

    /** News came in; the notices it calls for are intended. */
    record NewsHeard(Parties parties, @Nullable Addressee signer, Set<Fact> facts, List<Notice> notices)
            implements CorrespondenceEvent {}

    record AttemptsStarted(List<Notice> notices) implements CorrespondenceEvent {}

    record AttemptsPostponed(List<Notice> notices) implements CorrespondenceEvent {}

    record NoticesSettled(List<Notice> notices) implements CorrespondenceEvent {}
}
