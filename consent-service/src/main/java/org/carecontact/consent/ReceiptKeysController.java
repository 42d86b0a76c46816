package org.carecontact.consent;

import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What receipts can be verified with, for anyone: a JWK Set (RFC 7517). */
@RestController
final class ReceiptKeysController {

    private final ReceiptKeys keys;

    ReceiptKeysController(ReceiptKeys keys) {
        this.keys = keys;
    }

    @GetMapping("/receipt-keys")
    Map<String, Object> publicKeys() {
        return keys.published().toJSONObject(true);
    }
}
