package org.carecontact.consent.codes;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.carecontact.consent.codes.domain.FreshCode;
import org.carecontact.consent.codes.domain.PresentedCode;
import org.carecontact.kernel.keys.KeyedHash;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.RequestId;

/** Makes one-time codes of six digits and recognises them by a salted, keyed hash. */
public final class SigningCodes {

    private static final int SALT_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    // Keyed: with a salt alone, a reader of the database could try all million codes.
    private final KeyedHash hash;
    private final Seal seal;
    private final Duration holds;

    public SigningCodes(KeyedHash hash, Seal seal, Duration holds) {
        this.hash = hash;
        this.seal = seal;
        this.holds = holds;
    }

    /** Makes a code for one request. */
    public FreshCode fresh(RequestId request, Instant now) {
        String digits = String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String salted = HexFormat.of().formatHex(salt);
        return new FreshCode(
                salted,
                hash.hex(request.toString(), salted, digits),
                seal.close(digits, SealPurposes.code(request)),
                now.plus(holds));
    }

    /** Takes the digits that somebody typed in for this request. */
    public PresentedCode presented(RequestId request, String digits) {
        return code -> MessageDigest.isEqual(
                hash.hex(request.toString(), code.salt(), digits).getBytes(StandardCharsets.US_ASCII),
                code.hash().getBytes(StandardCharsets.US_ASCII));
    }
}
