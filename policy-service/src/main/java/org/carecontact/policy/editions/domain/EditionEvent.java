package org.carecontact.policy.editions.domain;

import org.carecontact.policy.editions.domain.Editions.Activation;
import org.carecontact.policy.editions.domain.Editions.Edition;
import org.carecontact.policy.editions.domain.Editions.Withdrawal;

/** The events of the versions of a policy document. */
public sealed interface EditionEvent {

    record EditionPublished(Edition edition) implements EditionEvent {}

    record EditionActivated(Activation activation) implements EditionEvent {}

    record ActivationWithdrawn(Withdrawal withdrawal) implements EditionEvent {}
}
