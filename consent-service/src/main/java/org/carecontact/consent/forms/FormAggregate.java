package org.carecontact.consent.forms;

import org.carecontact.consent.forms.domain.Form;
import org.carecontact.consent.forms.domain.FormCommand;
import org.carecontact.consent.forms.domain.FormDecider;
import org.carecontact.consent.forms.domain.FormEvent;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;

/** Stores one document per hospital and kind of form; publishes no events. */
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
}
