package org.carecontact.policy.editions.domain;

import java.time.Instant;

/** The commands to the versions of a policy document. */
public sealed interface EditionCommand {

    /** A version that passed its checks. */
    record Publish(int version, String text, String by, Instant now) implements EditionCommand {}

    /** The document came with the installation: it is published and, if it is new, in force. */
    record Install(int version, String text, Instant from, Instant now) implements EditionCommand {}

    /** Activates a version; by another person than the one who published it. */
    record Activate(int version, Instant from, String by, Instant now) implements EditionCommand {}

    /** Takes back an activation for a later moment; by another person than the one who activated it. */
    record WithdrawActivation(int version, String by, Instant now) implements EditionCommand {}

    /** Puts the version before back into force at once; two people have approved both. */
    record RollBack(String by, Instant now) implements EditionCommand {}
}
