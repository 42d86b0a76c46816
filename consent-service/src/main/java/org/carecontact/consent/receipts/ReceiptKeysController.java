package org.carecontact.consent.receipts;

import io.swagger.v3.oas.annotations.Operation;
import java.util.Map;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** Shows anyone the keys that receipts are verified with: a JWK Set (RFC 7517), and those of SM2 beside them. */
@RestController
final class ReceiptKeysController {

    private final ReceiptKeys keys;

    ReceiptKeysController(ReceiptKeys keys) {
        this.keys = keys;
    }

    @Operation(summary = "The keys that receipts are verified with, as a JWK Set")
    @GetMapping("/receipt-keys")
    Map<String, Object> publicKeys() {
        return keys.published().toJson();
    }
}
