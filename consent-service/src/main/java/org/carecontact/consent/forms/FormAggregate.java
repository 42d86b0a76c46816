package org.carecontact.consent.forms;

import java.util.Optional;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.Form;
import org.carecontact.consent.forms.domain.FormCommand;
import org.carecontact.consent.forms.domain.FormDecider;
import org.carecontact.consent.forms.domain.FormEvent;
import org.carecontact.consent.forms.domain.FormEvent.DraftDiscarded;
import org.carecontact.consent.forms.domain.FormEvent.FormActivated;
import org.carecontact.consent.forms.domain.FormEvent.FormDrafted;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.events.DoctorTermsActivated;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.Topics;

/** Stores one document per hospital and kind of form; of these only the doctors' terms concern other services. */
final class FormAggregate implements Aggregate<FormCommand, Form, FormEvent, FormRejection> {

    private final FormDecider decider = new FormDecider();

    @Override
    public String collection() {
        return "forms";
    }

    @Override
    public Class<Form> stateType() {
        return Form.class;
    }

    @Override
    public Decider<FormCommand, Form, FormEvent, FormRejection> decider() {
        return decider;
    }

    @Override
    public Optional<Outgoing> publish(FormEvent event, Form after) {
        return switch (event) {
            case FormActivated(var hospital, var kind, var number, var at)
            when kind == DocumentKind.DOCTOR_TERMS ->
                after.version(number)
                        .map(version -> new FormToSign(kind, Forms.name(kind), version).shown())
                        .map(shown -> new Outgoing(
                                Topics.TERMS,
                                hospital,
                                new DoctorTermsActivated(hospital, ShownDocumentMapper.toAvro(shown), at)));
            case FormDrafted _, FormActivated _, DraftDiscarded _ -> Optional.empty();
        };
    }
}
