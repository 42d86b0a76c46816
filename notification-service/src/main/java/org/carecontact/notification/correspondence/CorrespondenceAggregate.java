package org.carecontact.notification.correspondence;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.carecontact.events.Notification;
import org.carecontact.events.NotificationState;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.Correspondence.Silent;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceDecider;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.notification.correspondence.domain.RetryLimits;
import org.carecontact.schemas.Topics;

/** Stores all notices about one request in one document with the request's id. */
public final class CorrespondenceAggregate
        implements Aggregate<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> {

    /** Hears about each durable write. */
    public interface Written {
        void written(String hospital, String request, Correspondence correspondence);
    }

    /** Whether a notice was given up, which staff look for. */
    static final String FAILED = "failed";

    /** The hashes of the codes that lead to a notice. */
    static final String ENTRIES = "entries";

    /** By what id which provider knows a message. */
    static final String RECEIPTS = "receipts";

    private static final String RETRY_DISPATCH = "RETRY_DISPATCH";

    private final CorrespondenceDecider decider;
    private final RetryLimits limits;
    private final EntryCodes codes;
    private final List<Written> told = new CopyOnWriteArrayList<>();

    public CorrespondenceAggregate(CorrespondenceDecider decider, RetryLimits limits, EntryCodes codes) {
        this.decider = decider;
        this.limits = limits;
        this.codes = codes;
    }

    /** Registers a listener for durable writes; earlier writes are found by their time limits. */
    public void whenWritten(Written listener) {
        told.add(listener);
    }

    @Override
    public String collection() {
        return "correspondences";
    }

    @Override
    public Class<Correspondence> stateType() {
        return Correspondence.class;
    }

    @Override
    public Decider<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(CorrespondenceEvent event, Correspondence after) {
        boolean worthTelling = event instanceof CorrespondenceEvent.NoticesSettled(var settled)
                && settled.stream().anyMatch(CorrespondenceAggregate::isWorthTelling);
        return worthTelling && after instanceof Ongoing ongoing
                ? Optional.of(new Outgoing(
                        Topics.NOTIFICATIONS, ongoing.parties().pair().toString(), payload(ongoing)))
                : Optional.empty();
    }

    @Override
    public Map<String, Object> sought(Correspondence correspondence) {
        return switch (correspondence) {
            case Silent _ -> Map.of();
            case Ongoing ongoing -> {
                Map<String, Object> sought = new HashMap<>();
                if (ongoing.notices().stream().anyMatch(notice -> notice.delivery() instanceof Delivery.Failed)) {
                    sought.put(FAILED, true);
                }
                sought.put(
                        ENTRIES,
                        ongoing.notices().stream()
                                .flatMap(notice -> codes.kept(ongoing.parties().request(), notice.key()).stream())
                                .toList());
                sought.put(
                        RECEIPTS,
                        ongoing.notices().stream()
                                .map(CorrespondenceAggregate::receipt)
                                .flatMap(Optional::stream)
                                .toList());
                yield sought;
            }
        };
    }

    private static Optional<String> receipt(Notice notice) {
        return notice.delivery() instanceof Delivery.Sent(var id, var _) && !id.isEmpty()
                ? Optional.of(receipt(notice.ways().provider(), id))
                : Optional.empty();
    }

    static String receipt(String provider, String id) {
        return provider + "/" + id;
    }

    @Override
    public Optional<Due> due(Correspondence correspondence) {
        return switch (correspondence) {
            case Silent _ -> Optional.empty();
            case Ongoing ongoing ->
                ongoing.notices().stream()
                        .flatMap(this::due)
                        .min(Instant::compareTo)
                        .map(at -> new Due(at, RETRY_DISPATCH));
        };
    }

    @Override
    public CorrespondenceCommand elapsed(String dueKind, Instant now) {
        return new CorrespondenceCommand.TryAgain(now);
    }

    @Override
    public void written(String hospital, String id, Correspondence state) {
        told.forEach(listener -> listener.written(hospital, id, state));
    }

    private Stream<Instant> due(Notice notice) {
        return switch (notice.delivery()) {
            case Delivery.Sending(var _, var since) -> Stream.of(since.plus(limits.unknownAfter()));
            case Delivery.Asking(var _, var _, var _, var since) -> Stream.of(since.plus(limits.unknownAfter()));
            case Delivery.Waiting(var _, var nextAt, var _) -> Stream.of(nextAt);
            case Delivery.Unsettled(var _, var _, var _, var nextAt, var _) -> Stream.of(nextAt);
            case Delivery.Sent _, Delivery.Failed _, Delivery.Suppressed _ -> Stream.empty();
        };
    }

    /** A sent code is published with the next notice, which saves one record per granted flow. */
    private static boolean isWorthTelling(Notice settled) {
        return !(settled.key().kind().isToldWithTheNext() && settled.delivery() instanceof Delivery.Sent);
    }

    private static NotificationsSettled payload(Ongoing ongoing) {
        return new NotificationsSettled(
                ongoing.parties().hospital(),
                ongoing.parties().pair().toString(),
                ongoing.parties().request().toString(),
                ongoing.notices().stream().map(CorrespondenceAggregate::payload).toList());
    }

    private static Notification payload(Notice notice) {
        return new Notification(
                notice.key().kind().name(),
                notice.key().to().name(),
                notice.system(),
                NotificationState.valueOf(notice.delivery().publicState()),
                notice.providerCalls(),
                notice.changedAt(),
                notice.delivery().why().orElse(null));
    }
}
