package org.carecontact.sandbox.installation;

/** Told, line by line, what an installation is doing. */
public interface Progress {

    void say(String line);
}
