package org.carecontact.policy.doctors.domain;

import static org.carecontact.kernel.decider.Decision.accept;
import static org.carecontact.kernel.decider.Decision.reject;

import java.util.ArrayList;
import java.util.List;
import org.carecontact.kernel.decider.Decider;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.policy.doctors.domain.DoctorCommand.ForgetContact;
import org.carecontact.policy.doctors.domain.DoctorCommand.ListDoctor;
import org.carecontact.policy.doctors.domain.DoctorCommand.NoteContact;
import org.carecontact.policy.doctors.domain.DoctorCommand.NoteSchedule;
import org.carecontact.policy.doctors.domain.DoctorCommand.SetRules;
import org.carecontact.policy.doctors.domain.DoctorEvent.ContactsNoted;
import org.carecontact.policy.doctors.domain.DoctorEvent.DoctorListed;
import org.carecontact.policy.doctors.domain.DoctorEvent.RulesSet;
import org.carecontact.policy.doctors.domain.DoctorEvent.ScheduleNoted;
import org.carecontact.policy.doctors.domain.DoctorRejection.AcceptsEverything;
import org.carecontact.policy.doctors.domain.DoctorRejection.NoChannelChosen;
import org.carecontact.policy.doctors.domain.KnownDoctor.OpenContact;

/** Everything about a doctor is only noted; only rules that contradict themselves are refused. */
public final class DoctorDecider implements Decider<DoctorCommand, KnownDoctor, DoctorEvent, DoctorRejection> {

    @Override
    public KnownDoctor initial() {
        return KnownDoctor.UNKNOWN;
    }

    @Override
    public Decision<DoctorEvent, DoctorRejection> decide(KnownDoctor doctor, DoctorCommand command) {
        return switch (command) {
            case ListDoctor(var active, var department, var name, var title) ->
                accept(new DoctorListed(active, department, name, title));
            case NoteSchedule(var busy) -> accept(new ScheduleNoted(busy));
            case SetRules(var rules, var _)
            when rules.optIn() && rules.channels().isEmpty() -> reject(new NoChannelChosen());
            case SetRules(var rules, var _) when rules.acceptsEverything() -> reject(new AcceptsEverything());
            case SetRules(var rules, var now) ->
                accept(new RulesSet(rules.numbered(doctor.rules().version() + 1, now)));
            case NoteContact(var pair, var until, var now) -> {
                List<OpenContact> open = new ArrayList<>(doctor.contacts());
                open.removeIf(one -> one.pair().equals(pair) || !one.until().isAfter(now));
                open.add(new OpenContact(pair, until));
                yield accept(new ContactsNoted(List.copyOf(open)));
            }
            case ForgetContact(var pair) ->
                accept(new ContactsNoted(doctor.contacts().stream()
                        .filter(one -> !one.pair().equals(pair))
                        .toList()));
        };
    }

    @Override
    public KnownDoctor evolve(KnownDoctor doctor, DoctorEvent event) {
        return switch (event) {
            case DoctorListed(var active, var department, var name, var title) ->
                new KnownDoctor(active, department, name, title, doctor.busy(), doctor.rules(), doctor.contacts());
            case ScheduleNoted(var busy) -> doctor.with(busy, doctor.rules(), doctor.contacts());
            case RulesSet(var rules) -> doctor.with(doctor.busy(), rules, doctor.contacts());
            case ContactsNoted(var contacts) -> doctor.with(doctor.busy(), doctor.rules(), contacts);
        };
    }
}
