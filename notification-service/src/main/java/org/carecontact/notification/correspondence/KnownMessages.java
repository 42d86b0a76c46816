package org.carecontact.notification.correspondence;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.notification.correspondence.domain.MessageKey;
import org.carecontact.notification.correspondence.domain.Notice;

/** Finds notices by what others know of their messages: a code, or the id that a provider gave. */
public final class KnownMessages {

    /** So many requests may have a message with the same short code. */
    private static final int MOST = 20;

    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;
    private final EntryCodes codes;

    KnownMessages(
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            EntryCodes codes) {
        this.correspondences = correspondences;
        this.codes = codes;
    }

    /** A notice and the request that it is about. */
    public record Known(Ongoing ongoing, Notice notice) {}

    /** Finds the hospital's notices whose link or short code this is. */
    public List<Known> byCode(String hospital, String written) {
        List<String> hashes = codes.hashes(written);
        return ongoing(hospital, new Document("state." + CorrespondenceAggregate.ENTRIES, new Document("$in", hashes)))
                .flatMap(ongoing -> ongoing.notices().stream()
                        .filter(notice -> codes.kept(ongoing.parties().request(), notice.key()).stream()
                                .anyMatch(hashes::contains))
                        .map(notice -> new Known(ongoing, notice)))
                .toList();
    }

    /** Finds the hospital's message that the provider accepted under this id of its own. */
    public Optional<MessageKey> byProvidersId(String hospital, String provider, String id) {
        String sought = CorrespondenceAggregate.receipt(provider, id);
        return ongoing(hospital, new Document("state." + CorrespondenceAggregate.RECEIPTS, sought))
                .flatMap(ongoing -> ongoing.notices().stream()
                        .filter(notice -> notice.ways().provider().equals(provider)
                                && notice.delivery() instanceof Delivery.Sent(var receipt, var _)
                                && receipt.equals(id))
                        .map(notice -> new MessageKey(ongoing.parties().request(), notice.key(), notice.system())))
                .findFirst();
    }

    private Stream<Ongoing> ongoing(String hospital, Document filter) {
        return correspondences.page(hospital, filter, null, MOST).stream()
                .map(Stored::state)
                .filter(Ongoing.class::isInstance)
                .map(Ongoing.class::cast);
    }
}
