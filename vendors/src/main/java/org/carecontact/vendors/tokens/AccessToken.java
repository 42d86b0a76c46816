package org.carecontact.vendors.tokens;

/**
 * A token as one reader saw it.
 *
 * @param value the token itself
 * @param version counts the changes of what is stored; a failure is told of this version only
 */
public record AccessToken(String value, long version) {

    /** Leaves out the token. */
    @Override
    public String toString() {
        return "AccessToken[" + version + "]";
    }
}
