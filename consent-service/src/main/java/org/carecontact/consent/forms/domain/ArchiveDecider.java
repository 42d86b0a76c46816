package org.carecontact.consent.forms.domain;

import static org.carecontact.kernel.decider.Decision.accept;

import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** A version is archived once and never changes again. */
public final class ArchiveDecider implements Decider<FormVersion, ArchivedForm, FormVersion, FormRejection> {

    @Override
    public ArchivedForm initial() {
        return new ArchivedForm(null);
    }

    @Override
    public Decision<FormVersion, FormRejection> decide(ArchivedForm archived, FormVersion version) {
        return archived.version() == null ? accept(version) : accept();
    }

    @Override
    public ArchivedForm evolve(ArchivedForm archived, FormVersion version) {
        return new ArchivedForm(version);
    }
}
