package org.carecontact.consent.forms;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.carecontact.consent.forms.domain.Asking;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.Form;
import org.carecontact.consent.forms.domain.FormCommand;
import org.carecontact.consent.forms.domain.FormDecider;
import org.carecontact.consent.forms.domain.FormEvent;
import org.carecontact.consent.forms.domain.FormEvent.AskingEnded;
import org.carecontact.consent.forms.domain.FormEvent.AskingResumed;
import org.carecontact.consent.forms.domain.FormEvent.DraftDiscarded;
import org.carecontact.consent.forms.domain.FormEvent.FormActivated;
import org.carecontact.consent.forms.domain.FormEvent.FormDrafted;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.events.DoctorTermsActivated;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;
import org.carecontact.schemas.Topics;

/** Stores one document per hospital and kind of form. The doctors' terms concern other services; a change of meaning is followed up. */
final class FormAggregate implements Aggregate<FormCommand, Form, FormEvent, FormRejection> {

    private static final String ASK = "ASK";

    /** Follows up what a form has left to ask. */
    @FunctionalInterface
    interface FollowUp {
        void take(String hospital, String form, List<Asking> left);
    }

    private final FormDecider decider = new FormDecider();
    private final FollowUp followUp;

    FormAggregate(FollowUp followUp) {
        this.followUp = followUp;
    }

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
            case FormDrafted _, FormActivated _, DraftDiscarded _, AskingResumed _, AskingEnded _ -> Optional.empty();
        };
    }

    @Override
    public Optional<Due> due(Form form) {
        return form.left().stream()
                .map(Asking::nextAt)
                .min(Comparator.naturalOrder())
                .map(at -> new Due(at, ASK));
    }

    @Override
    public FormCommand elapsed(String dueKind, Instant now) {
        return new FormCommand.ResumeAsking(now);
    }

    @Override
    public void written(String hospital, String id, Form form) {
        followUp.take(hospital, id, form.left());
    }
}
