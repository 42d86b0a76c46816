package org.carecontact.policy.documents;

import java.util.List;

/** Policy documents that can't be used: where in them, what is wrong, what would be right; all that was found. */
public final class PolicyRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    public PolicyRefused(String message) {
        super(message);
    }

    static PolicyRefused of(List<String> problems) {
        return new PolicyRefused(String.join("\n", problems));
    }

    /** One a line. */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
