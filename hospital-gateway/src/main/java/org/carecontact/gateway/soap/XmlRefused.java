package org.carecontact.gateway.soap;

import org.jspecify.annotations.Nullable;

/** Text that is not read as XML; says nothing of its content. */
final class XmlRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String attack;
    private final transient @Nullable Node begun;

    private XmlRefused(String attack, @Nullable Node begun) {
        super(attack.isEmpty() ? "not well-formed" : attack, null, false, false);
        this.attack = attack;
        this.begun = begun;
    }

    static XmlRefused notWellFormed(@Nullable Node begun) {
        return new XmlRefused("", begun);
    }

    /**
     * It has what no message needs and what attacks are made of.
     *
     * @param attack a fixed word for the log
     */
    static XmlRefused attack(String attack, @Nullable Node begun) {
        return new XmlRefused(attack, begun);
    }

    /** Empty when it is only not well-formed. */
    String attack() {
        return attack;
    }

    /** What was read until then; null for nothing. */
    @Nullable
    Node begun() {
        return begun;
    }
}
