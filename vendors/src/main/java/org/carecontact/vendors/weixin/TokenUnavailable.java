package org.carecontact.vendors.weixin;

import org.carecontact.vendors.VendorRefused;

/** Carries through WxJava's code, which knows no such failure, why there is no token. Nothing was sent. */
final class TokenUnavailable extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final transient VendorRefused why;

    TokenUnavailable(VendorRefused why) {
        super(why.code());
        this.why = why;
    }

    VendorRefused why() {
        return why;
    }
}
