package org.carecontact.consent.consents;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.regex.Pattern;
import org.carecontact.kernel.web.Problem;
import org.jspecify.annotations.Nullable;

/**
 * A signature as the signer's page sends it.
 *
 * @param separateConsent only the JSON literal true counts
 */
record SignatureBody(
        @Nullable String code,
        @Nullable String viewing,
        @Nullable List<@Nullable String> confirmations,
        @Schema(type = "boolean") @Nullable Object separateConsent) {

    private static final Pattern SIX_DIGITS = Pattern.compile("[0-9]{6}");
    private static final int MOST_CONFIRMATIONS = 100;

    String digits() {
        if (code == null || !SIX_DIGITS.matcher(code).matches()) {
            throw Problem.of("code-malformed").field("code").exception();
        }
        return code;
    }

    List<String> confirmed() {
        if (confirmations == null || confirmations.size() > MOST_CONFIRMATIONS || confirmations.contains(null)) {
            throw Problem.of("confirmations-malformed")
                    .with("most", MOST_CONFIRMATIONS)
                    .field("confirmations")
                    .exception();
        }
        return List.copyOf(confirmations);
    }

    boolean isSeparateConsent() {
        return Boolean.TRUE.equals(separateConsent);
    }
}
