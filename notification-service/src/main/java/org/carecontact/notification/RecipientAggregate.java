package org.carecontact.notification;

import java.time.Instant;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.notification.domain.Addressee;
import org.carecontact.notification.domain.Parties;
import org.carecontact.notification.domain.Recipient;
import org.carecontact.notification.domain.RecipientCommand;
import org.carecontact.notification.domain.RecipientDecider;
import org.carecontact.notification.domain.RecipientEvent;
import org.carecontact.notification.domain.RecipientRejection;

/** One document per person; nobody else hears of it and it knows no time limit. */
final class RecipientAggregate implements Aggregate<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> {

    private final RecipientDecider decider = new RecipientDecider();

    /** A patient and the guardian whom the hospital names with the patient are registered and erased together. */
    static String id(String hospital, Addressee addressee, String person) {
        return hospital + (addressee == Addressee.DOCTOR ? ":DOCTOR:" : ":PATIENT:") + person;
    }

    static String id(Parties parties, Addressee addressee) {
        return id(parties.hospital(), addressee, addressee == Addressee.DOCTOR ? parties.doctor() : parties.patient());
    }

    @Override
    public String collection() {
        return "recipients";
    }

    @Override
    public Class<Recipient> stateType() {
        return Recipient.class;
    }

    @Override
    public Decider<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(RecipientEvent event, Recipient after) {
        return Optional.empty();
    }

    @Override
    public Optional<Due> due(Recipient state) {
        return Optional.empty();
    }

    @Override
    public RecipientCommand elapsed(String dueKind, Instant now) {
        throw new IllegalStateException("recipients have no time limit");
    }
}
