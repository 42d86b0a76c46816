package org.carecontact.notification.providers.domain;

import org.jspecify.annotations.Nullable;

/** The codes of outcomes that are no vendor's: what they mean. */
public final class OwnCodes {

    private OwnCodes() {}

    /** Returns what our own code means; null for a vendor's. */
    public static @Nullable String meaning(String code) {
        return switch (code) {
            case "no-answer" -> "no answer came, or none that can be read: the message may have gone out";
            case "no-code" -> "the answer had no code of the vendor: the message may have gone out";
            case "unreachable", "provider-unreachable" -> "nobody listens at the endpoint: nothing was sent";
            case "token-no-answer", "token-empty" -> "the vendor gave no access token: nothing was sent";
            case "token-refresh", "token-storage" ->
                "the access token is being renewed or can't be stored: nothing was sent";
            case "no-template" -> "providers.yml names no template for this message: nothing was sent";
            case "content" -> "the wording does not fit the vendor's rules: nothing was sent";
            case "too-long" -> "the message is longer than the vendor takes: nothing was sent";
            case "no-mobile-number" -> "this is no mobile number: nothing was sent";
            case "invented-person" -> "the number is an invented person's and the vendor a real one: nothing was sent";
            case "userid-malformed" -> "this can't be an id at WeCom: nothing was sent";
            default -> ofHttp(code);
        };
    }

    private static @Nullable String ofHttp(String code) {
        if (code.matches("(http|provider-answered)-\\d{3}")) {
            return "the answer was HTTP " + code.substring(code.length() - 3) + " without a code of the vendor";
        }
        return code.startsWith("token-") ? "the vendor refused an access token with this code: nothing was sent" : null;
    }
}
