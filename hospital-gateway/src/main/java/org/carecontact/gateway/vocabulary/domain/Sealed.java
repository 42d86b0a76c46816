package org.carecontact.gateway.vocabulary.domain;

/**
 * A personal value that nobody reads here. Two are equal when their values are.
 *
 * @param print a keyed hash, to see a change
 * @param bytes the value, sealed for the one service that needs it
 */
public record Sealed(String print, byte[] bytes) {

    @Override
    public boolean equals(Object other) {
        return other instanceof Sealed sealed && sealed.print.equals(print);
    }

    @Override
    public int hashCode() {
        return print.hashCode();
    }
}
