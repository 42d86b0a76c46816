package org.carecontact.policy.domain;

import static org.carecontact.decider.Decision.accept;
import static org.carecontact.decider.Decision.reject;

import org.carecontact.decider.Decider;
import org.carecontact.decider.Decision;
import org.carecontact.policy.domain.DoctorCommand.ListDoctor;
import org.carecontact.policy.domain.DoctorCommand.NoteSchedule;
import org.carecontact.policy.domain.DoctorCommand.SetRules;
import org.carecontact.policy.domain.DoctorEvent.DoctorListed;
import org.carecontact.policy.domain.DoctorEvent.RulesSet;
import org.carecontact.policy.domain.DoctorEvent.ScheduleNoted;
import org.carecontact.policy.domain.DoctorRejection.NoChannelChosen;

/** A doctor is only noted down; nothing is refused but rules that contradict themselves. */
public final class Doctors implements Decider<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> {

    @Override
    public KnownDoctor initial() {
        return KnownDoctor.UNKNOWN;
    }

    @Override
    public Decision<DoctorEvent, DoctorRejection> decide(KnownDoctor doctor, DoctorCommand command) {
        return switch (command) {
            case ListDoctor(var active, var department) -> accept(new DoctorListed(active, department));
            case NoteSchedule(var busy) -> accept(new ScheduleNoted(busy));
            case SetRules(var optIn, var channels, var _, var _)
            when optIn && channels.isEmpty() -> reject(new NoChannelChosen());
            case SetRules(var optIn, var channels, var hours, var now) ->
                accept(new RulesSet(
                        new DoctorRules(optIn, channels, hours, doctor.rules().version() + 1, now)));
        };
    }

    @Override
    public KnownDoctor evolve(KnownDoctor doctor, DoctorEvent event) {
        return switch (event) {
            case DoctorListed(var active, var department) ->
                new KnownDoctor(active, department, doctor.busy(), doctor.rules());
            case ScheduleNoted(var busy) -> new KnownDoctor(doctor.active(), doctor.department(), busy, doctor.rules());
            case RulesSet(var rules) -> new KnownDoctor(doctor.active(), doctor.department(), doctor.busy(), rules);
        };
    }
}
