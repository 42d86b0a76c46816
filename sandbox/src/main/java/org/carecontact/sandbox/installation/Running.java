package org.carecontact.sandbox.installation;

import java.time.Duration;
import java.util.List;
import org.carecontact.sandbox.people.Population;

/** A running CareContact: the data that somebody needs who acts on it from outside. */
public interface Running {

    Endpoints endpoints();

    /** Everybody who can act. */
    Population population();

    /** The password of a user of {@link #population}. */
    String password(String user);

    /** The key with which hospitals seal contact points, base64. */
    String sealingKey();

    /** Returns the present state of the processes. */
    List<Process> processes();

    /** The time from the command until everything was ready. */
    Duration startedIn();

    /** Kills a process with SIGKILL; it is started again. */
    void kill(String process);

    /**
     * One process.
     *
     * @param where what it answers at
     * @param ready false while it starts
     * @param restarts how often it had to be started again
     * @param residentKib its resident memory
     * @param cpu the processor time it has used since it was started
     */
    record Process(
            String name,
            String where,
            long pid,
            boolean ready,
            int restarts,
            long residentKib,
            Duration cpu,
            Duration readyAfter) {}
}
