package org.carecontact.vendortwin.callbacks;

import org.carecontact.vendortwin.faults.Faults;
import org.carecontact.vendortwin.world.Inbox;
import org.carecontact.vendortwin.world.People;
import org.carecontact.vendortwin.world.Timetable;
import org.carecontact.vendortwin.world.TwinClock;

/** What every vendor has around it. */
public record Surroundings(
        TwinClock clock, Timetable timetable, People people, Inbox inbox, Faults faults, Callbacks callbacks) {}
