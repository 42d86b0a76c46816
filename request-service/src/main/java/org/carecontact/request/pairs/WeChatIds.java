package org.carecontact.request.pairs;

import java.util.Base64;
import java.util.regex.Pattern;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.kernel.web.Problem;
import org.carecontact.schemas.SealPurposes;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Doctors' own WeChat ids, which are kept sealed until the patient's side has seen them. */
@Component
public final class WeChatIds {

    /** As WeChat lets people choose one: 6 to 20 letters, digits, - and _, a letter first. */
    private static final Pattern ID = Pattern.compile("[A-Za-z][A-Za-z0-9_-]{5,19}");

    private final Seal seal;

    WeChatIds(Seal seal) {
        this.seal = seal;
    }

    /**
     * Returns the id sealed for this request, or null for none.
     *
     * @throws org.carecontact.kernel.web.ProblemException if it can't be a WeChat id
     */
    public @Nullable String sealed(RequestId request, @Nullable String id) {
        if (id == null) {
            return null;
        }
        if (!ID.matcher(id).matches()) {
            throw Problem.of("bad-wechat-id").field("weChat").exception();
        }
        return Base64.getEncoder().encodeToString(seal.close(id, SealPurposes.weChat(request)));
    }

    /** Returns what was sealed for this request. */
    public String opened(RequestId request, String sealed) {
        return seal.open(Base64.getDecoder().decode(sealed), SealPurposes.weChat(request));
    }
}
