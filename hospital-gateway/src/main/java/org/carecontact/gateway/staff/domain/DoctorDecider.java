package org.carecontact.gateway.staff.domain;

import org.carecontact.gateway.staff.domain.DoctorEvent.DoctorChanged;
import org.carecontact.gateway.staff.domain.DoctorEvent.DoctorNoted;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;

/** Of each thing the newest word counts, whatever came first. */
public final class DoctorDecider implements Decider<DescribeDoctor, Doctor, DoctorEvent, StaffRejection> {

    @Override
    public Doctor initial() {
        return new Doctor.Unheard();
    }

    @Override
    public Decision<DoctorEvent, StaffRejection> decide(Doctor doctor, DescribeDoctor command) {
        return switch (doctor) {
            case Doctor.Unheard _ -> Decision.accept(new DoctorChanged(known(command, DoctorFacts.NONE)));
            case Doctor.Known before -> {
                Doctor.Known now = known(command, before.facts());
                if (now.facts().equals(before.facts())) {
                    yield Decision.accept();
                }
                yield Decision.accept(
                        now.facts().saysLike(before.facts()) ? new DoctorNoted(now) : new DoctorChanged(now));
            }
        };
    }

    private static Doctor.Known known(DescribeDoctor command, DoctorFacts before) {
        return new Doctor.Known(command.hospital(), command.doctor(), before.and(command.words(), command.by()));
    }

    @Override
    public Doctor evolve(Doctor doctor, DoctorEvent event) {
        return event.now();
    }
}
