package org.carecontact.kernel.store;

/** The outcome of a command. */
public sealed interface Reply<S, R> {

    /** The command was carried out; the state is the one after the durable write. */
    record Done<S, R>(S state) implements Reply<S, R> {}

    /** The same command came before; this is its first answer. */
    record Repeated<S, R>(String answer) implements Reply<S, R> {}

    /** The command was refused; nothing was changed. */
    record Refused<S, R>(R reason) implements Reply<S, R> {}

    /** The key came before with another body; nothing was changed. */
    record KeyReused<S, R>() implements Reply<S, R> {}

    /** The same command was carried out before, and its answer is not kept any more; nothing was changed. */
    record KeyExpired<S, R>() implements Reply<S, R> {}
}
