package org.carecontact.notification.recipients;

import java.util.List;
import org.bson.Document;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.notification.correspondence.domain.Parties;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;

/** Notes what people and vendors say of a way to reach somebody; it holds from the next call of a provider on. */
public final class Refusals {

    private static final int MOST = 1_000;

    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients;
    private final Marks marks;

    Refusals(Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients, Marks marks) {
        this.recipients = recipients;
        this.marks = marks;
    }

    /** Notes that a vendor does not deliver to a party of a request by this system. */
    public void note(Parties parties, Addressee of, String system, String reason) {
        Reply<Recipient, RecipientRejection> _ = recipients.handle(
                parties.hospital(), id(parties, of), new RecipientCommand.NoteRefusal(of, system, reason));
    }

    /**
     * Notes that a person, known by a contact point, wants nothing more there.
     *
     * @return the recipients whose way was closed
     */
    public List<String> noteAt(String hospital, String system, String contactPoint, String reason) {
        return each(
                hospital,
                system,
                contactPoint,
                new RecipientCommand.NoteStop(system, mark(system, contactPoint), reason));
    }

    /** Notes that a person, known by a contact point, wants messages there again. */
    public List<String> reopenAt(String hospital, String system, String contactPoint) {
        return each(
                hospital, system, contactPoint, new RecipientCommand.NoteReturn(system, mark(system, contactPoint)));
    }

    /** Returns the ids of the recipients with this contact point. */
    public List<String> with(String hospital, String system, String contactPoint) {
        return recipients.page(hospital, new Document("state.marks", mark(system, contactPoint)), null, MOST).stream()
                .map(Stored::id)
                .toList();
    }

    private List<String> each(String hospital, String system, String contactPoint, RecipientCommand command) {
        return with(hospital, system, contactPoint).stream()
                .filter(id -> recipients.handle(hospital, id, command) instanceof Reply.Done)
                .toList();
    }

    private String mark(String system, String contactPoint) {
        return marks.of(system, contactPoint);
    }

    private static String id(Parties parties, Addressee of) {
        return of == Addressee.DOCTOR
                ? RecipientAggregate.id(parties.hospital(), parties.doctor())
                : RecipientAggregate.id(parties.hospital(), parties.reached());
    }
}
