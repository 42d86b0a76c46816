package org.carecontact.consent.receipts;

import com.nimbusds.jose.util.Base64URL;
import org.carecontact.consent.receipts.domain.Receipt;

/**
 * A receipt over HTTP.
 *
 * @param payload canonical JSON in base64url, as in the middle of a compact JWS
 * @param jws header and signature of the detached JWS
 */
public record ReceiptView(String payload, String jws) {

    public static ReceiptView of(Receipt receipt) {
        return new ReceiptView(Base64URL.encode(receipt.payload()).toString(), receipt.jws());
    }
}
