package org.carecontact.notification.recipients;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.notification.recipients.domain.ContactPoint;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientDecider;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;

/** Stores one document per person; publishes nothing and has no time limits. */
public final class RecipientAggregate
        implements Aggregate<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> {

    private final RecipientDecider decider = new RecipientDecider();

    /** Returns the id of a patient's document, which has the guardian's contact points too. */
    public static String id(String hospital, PatientId patient) {
        return hospital + ":PATIENT:" + patient.encoded();
    }

    public static String id(String hospital, DoctorId doctor) {
        return hospital + ":DOCTOR:" + doctor.encoded();
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

    /** The marks of the contact points, by which a reply finds its person. */
    @Override
    public Map<String, Object> sought(Recipient state) {
        return switch (state) {
            case Recipient.Reachable(var _, var _, var points, var _) ->
                Map.of(
                        "marks",
                        points.stream()
                                .map(ContactPoint::mark)
                                .filter(Objects::nonNull)
                                .distinct()
                                .toList());
            case Recipient.Unheard _, Recipient.Erased _ -> Map.of();
        };
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
