package org.carecontact.vendors.wechat;

import java.util.concurrent.locks.Lock;
import me.chanjar.weixin.common.bean.WxAccessToken;
import me.chanjar.weixin.mp.config.impl.WxMpDefaultConfigImpl;
import org.carecontact.vendors.weixin.SharedToken;
import org.jspecify.annotations.Nullable;

/** WxJava's configuration, whose token is that of all instances. */
final class MpConfig extends WxMpDefaultConfigImpl {

    private static final long serialVersionUID = 1L;

    private final transient SharedToken token;

    MpConfig(SharedToken token) {
        this.token = token;
        useStableAccessToken(true);
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
        return false; // MpService asks the storage before each call
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

    /** WxJava's own one fails, and would show the secret. */
    @Override
    public String toString() {
        return "MpConfig";
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other;
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(this);
    }
}
