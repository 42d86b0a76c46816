package org.carecontact.request.patients.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.util.Comparator;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.patients.domain.PatientNumber.InUse;
import org.carecontact.request.patients.domain.PatientNumber.Merged;

/** Keeps the latest word on a number, in whatever order the words come. */
public final class MergeDecider implements Decider<NoteMerge, PatientNumber, NumberMerged, MergeRejection> {

    private static final Comparator<Merged> LATER = Comparator.comparing(Merged::at)
            .thenComparing(merged -> merged.survivor().value());

    @Override
    public PatientNumber initial() {
        return new InUse();
    }

    @Override
    public Decision<NumberMerged, MergeRejection> decide(PatientNumber number, NoteMerge command) {
        return switch (number) {
            case InUse _ -> accept(new NumberMerged(command.survivor(), command.at()));
            case Merged known when known.survivor().equals(command.survivor()) -> accept();
            case Merged known ->
                LATER.compare(known, new Merged(command.survivor(), command.at())) > 0
                        ? reject(new MergeRejection.Outdated())
                        : accept(new NumberMerged(command.survivor(), command.at()));
        };
    }

    @Override
    public PatientNumber evolve(PatientNumber number, NumberMerged event) {
        return new Merged(event.survivor(), event.at());
    }
}
