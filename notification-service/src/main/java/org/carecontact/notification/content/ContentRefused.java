package org.carecontact.notification.content;

import java.util.List;

/** A text that can't be used: where it stands, what is wrong; all that was found, one a line. */
public final class ContentRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    ContentRefused(String message) {
        super(message);
    }

    static ContentRefused of(List<String> problems) {
        return new ContentRefused(String.join("\n", problems));
    }
}
