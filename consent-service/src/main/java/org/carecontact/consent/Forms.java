package org.carecontact.consent;

import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.carecontact.consent.domain.DocumentKind;
import org.carecontact.consent.domain.Form;
import org.carecontact.consent.domain.FormCommand;
import org.carecontact.consent.domain.FormDecider;
import org.carecontact.consent.domain.FormEvent;
import org.carecontact.consent.domain.FormRejection;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;
import org.carecontact.kernel.store.Due;
import org.carecontact.kernel.store.Outgoing;

/** How hospitals' forms are stored: one document per hospital and kind; nobody else hears of them. */
final class Forms implements Aggregate<FormCommand, Form, FormEvent, FormRejection> {

    private final FormDecider decider = new FormDecider();

    /** The id of a hospital's form. */
    static String id(String hospital, DocumentKind kind) {
        return hospital + ":" + name(kind);
    }

    /** As service-agreement. */
    static String name(DocumentKind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
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
        return Optional.empty();
    }

    @Override
    public Optional<Due> due(Form state) {
        return Optional.empty();
    }

    @Override
    public FormCommand elapsed(String dueKind, Instant now) {
        throw new IllegalArgumentException("forms have no time limit");
    }
}
