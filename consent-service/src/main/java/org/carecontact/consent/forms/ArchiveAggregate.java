package org.carecontact.consent.forms;

import org.carecontact.consent.forms.domain.ArchiveDecider;
import org.carecontact.consent.forms.domain.ArchivedForm;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.store.Aggregate;

/** Stores one document per version that was ever activated. */
final class ArchiveAggregate implements Aggregate<FormVersion, ArchivedForm, FormVersion, FormRejection> {

    private final ArchiveDecider decider = new ArchiveDecider();

    @Override
    public String collection() {
        return "archived-forms";
    }

    @Override
    public Class<ArchivedForm> stateType() {
        return ArchivedForm.class;
    }

    @Override
    public Decider<FormVersion, ArchivedForm, FormVersion, FormRejection> decider() {
        return decider;
    }
}
