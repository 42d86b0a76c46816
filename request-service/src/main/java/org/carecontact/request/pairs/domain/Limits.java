package org.carecontact.request.pairs.domain;

import java.time.Duration;

/**
 * The time limits of the waiting states.
 *
 * @param decision of policy, after the submission
 * @param consent of the patient's signature and what follows from it
 * @param deferral until the fact that policy waits for
 * @param answer of the doctor
 * @param coolDown after a refusal
 * @param reminder between two reminders of what a contact's sides agreed to
 */
public record Limits(
        Duration decision,
        Duration consent,
        Duration deferral,
        Duration answer,
        Duration coolDown,
        Duration reminder) {}
