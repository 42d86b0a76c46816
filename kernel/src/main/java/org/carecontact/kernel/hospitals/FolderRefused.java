package org.carecontact.kernel.hospitals;

import java.util.List;

/** A hospital's folder that can't be used: where in it, what is wrong, what would be right; all that was found. */
public final class FolderRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    /** With one mistake, or several, one a line. */
    public FolderRefused(String message) {
        super(message);
    }

    public static FolderRefused of(List<String> problems) {
        return new FolderRefused(String.join("\n", problems));
    }

    /** One a line. */
    public List<String> problems() {
        return String.valueOf(getMessage()).lines().toList();
    }
}
