package org.carecontact.vendors.wecom;

import java.util.concurrent.locks.Lock;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.cp.config.impl.WxCpDefaultConfigImpl;
import org.carecontact.vendors.weixin.SharedToken;
import org.jspecify.annotations.Nullable;

/** WxJava's configuration, whose token is that of all instances. */
final class CpConfig extends WxCpDefaultConfigImpl {

    private static final long serialVersionUID = 1L;

    private final transient SharedToken token;

    CpConfig(SharedToken token) {
        this.token = token;
    }

    @Override
    public String getAccessToken() {
        return token.lastUsed();
    }

    @Override
    public Lock getAccessTokenLock() {
        return token.noLock();
    }

    @Override
    public boolean isAccessTokenExpired() {
        return false; // CpService asks the storage before each call
    }

    @Override
    public void expireAccessToken() {
        token.lastUsedFailed();
    }

    @Override
    public void updateAccessToken(WxAccessToken fresh) {
        token.fetched(fresh.getAccessToken(), fresh.getExpiresIn());
    }

    @Override
    public void updateAccessToken(@Nullable String fresh, int expiresInSeconds) {
        token.fetched(fresh, expiresInSeconds);
    }

    /** WxJava's own one shows the secret. */
    @Override
    public String toString() {
        return "CpConfig";
    }
}
