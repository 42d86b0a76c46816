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

    /** What follows from the command in this state. */
    Decision<E, R> decide(S state, C command);

    /** The state after the event. */
    S evolve(S state, E event);
}
