package org.carecontact.kernel.decider;

/**
 * The rules of one kind of aggregate. Both methods read nothing but their arguments: time and ids arrive in the
 * command.
 *
 * @param <C> command, imperative
 * @param <S> state
 * @param <E> event, past tense
 * @param <R> rejection: the reason why not
 */
public interface Decider<C, S, E, R> {

    /** The state before the first event. */
    S initial();

    /** Returns the events that follow from the command in this state, or the rejection. */
    Decision<E, R> decide(S state, C command);

    /** Returns the state after the event. */
    S evolve(S state, E event);
}
