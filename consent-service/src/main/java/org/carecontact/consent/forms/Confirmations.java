package org.carecontact.consent.forms;

import java.util.List;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;

/** Reads the ids of the sections that a signer confirmed one by one. */
public final class Confirmations {

    private static final int MOST = 100;

    private Confirmations() {}

    /** Returns the ids, or throws the problem confirmations-malformed. */
    public static List<String> of(@Nullable List<@Nullable String> sent) {
        if (sent == null || sent.size() > MOST || sent.contains(null)) {
            throw Problem.of("confirmations-malformed")
                    .with("most", MOST)
                    .field("confirmations")
                    .exception();
        }
        return List.copyOf(sent);
    }
}
