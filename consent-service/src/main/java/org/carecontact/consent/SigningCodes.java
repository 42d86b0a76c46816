package org.carecontact.consent;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Locale;
import org.carecontact.consent.domain.ConsentCommand.IssueCode;
import org.carecontact.consent.domain.PresentedCode;
import org.carecontact.consent.domain.Viewing;
import org.carecontact.kernel.keys.Seal;

/** Makes one-time codes of six digits and recognises them by a salted, keyed hash. */
final class SigningCodes {

    private static final int SALT_BYTES = 16;

    private final SecureRandom random = new SecureRandom();
    // Keyed: six digits behind a salt alone are a million guesses for whoever reads the database.
    private final Macs macs;
    private final Seal seal;
    private final Duration holds;

    SigningCodes(Macs macs, Seal seal, Duration holds) {
        this.macs = macs;
        this.seal = seal;
        this.holds = holds;
    }

    IssueCode fresh(String request, Viewing viewing, Instant now) {
        String digits = String.format(Locale.ROOT, "%06d", random.nextInt(1_000_000));
        byte[] salt = new byte[SALT_BYTES];
        random.nextBytes(salt);
        String salted = HexFormat.of().formatHex(salt);
        return new IssueCode(
                viewing,
                salted,
                hash(request, salted, digits),
                seal.close(digits, "code:" + request),
                now.plus(holds),
                now);
    }

    PresentedCode presented(String request, String digits) {
        return code -> MessageDigest.isEqual(
                hash(request, code.salt(), digits).getBytes(StandardCharsets.US_ASCII),
                code.hash().getBytes(StandardCharsets.US_ASCII));
    }

    private String hash(String request, String salt, String digits) {
        return HexFormat.of().formatHex(macs.of(request, salt, digits));
    }
}
