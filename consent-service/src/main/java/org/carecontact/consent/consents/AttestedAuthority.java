package org.carecontact.consent.consents;

import com.nimbusds.jwt.JWTParser;
import java.text.ParseException;
import java.util.Set;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Role;
import org.jspecify.annotations.Nullable;

/** The authority that the issuer of a family member's token attests; the token itself is verified by then. */
final class AttestedAuthority {

    private static final Set<String> AUTHORITIES = Set.of("LEGAL_GUARDIAN", "WRITTEN_AUTHORIZATION");

    private AttestedAuthority() {}

    /** Null when the token attests none. */
    static @Nullable String of(Caller caller) {
        if (caller.role() != Role.FAMILY) {
            return null;
        }
        try {
            String claim = JWTParser.parse(caller.token()).getJWTClaimsSet().getStringClaim("authority");
            return claim != null && AUTHORITIES.contains(claim) ? claim : null;
        } catch (ParseException e) {
            return null;
        }
    }
}
