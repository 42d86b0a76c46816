package org.carecontact.policy.editions.domain;

import java.time.Instant;

/** What is done with the versions of a policy document. */
public sealed interface EditionCommand {

    /** A version that passed its checks. */
    record Publish(int version, String text, String by, Instant now) implements EditionCommand {}

    /** As it came with the installation: published and, if it is new, in force. */
    record Install(int version, String text, Instant from, Instant now) implements EditionCommand {}

    /** By another person than the one who published it. */
    record Activate(int version, Instant from, String by, Instant now) implements EditionCommand {}

    /** Takes back what was activated for a later moment; by another person than the one who activated it. */
    record WithdrawActivation(int version, String by, Instant now) implements EditionCommand {}

    /** Back to what was in force before, at once; both had passed two pairs of eyes. */
    record RollBack(String by, Instant now) implements EditionCommand {}
}
