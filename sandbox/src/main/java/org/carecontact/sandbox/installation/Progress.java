package org.carecontact.sandbox.installation;

/** Receives an installation's progress, line by line. */
public interface Progress {

    void say(String line);
}
