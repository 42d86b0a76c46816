package org.carecontact.consent.consents;

import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;
import java.util.regex.Pattern;
import org.carecontact.consent.forms.Confirmations;
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

    String digits() {
        if (code == null || !SIX_DIGITS.matcher(code).matches()) {
            throw Problem.of("code-malformed").field("code").exception();
        }
        return code;
    }

    List<String> confirmed() {
        return Confirmations.of(confirmations);
    }

    boolean isSeparateConsent() {
        return Boolean.TRUE.equals(separateConsent);
    }
}
