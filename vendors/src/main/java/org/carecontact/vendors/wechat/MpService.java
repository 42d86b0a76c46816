package org.carecontact.vendors.wechat;

import java.io.IOException;
import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.error.WxRuntimeException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.mp.api.impl.WxMpServiceImpl;
import org.carecontact.vendors.weixin.SharedToken;

/** WxJava's service with its resends switched off and the token of all instances. */
final class MpService extends WxMpServiceImpl {

    private final SharedToken token;

    MpService(SharedToken token) {
        this.token = token;
    }

    /** Sends once: the loop of WxJava sends up to six times on -1 and hides the code. */
    @Override
    public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E data) throws WxErrorException {
        return executeInternal(executor, uri, data, false);
    }

    @Override
    public String getAccessToken(boolean forceRefresh) {
        return token.current(this::refresh);
    }

    /** Never by force, which WeChat allows 20 times a day. */
    private void refresh() throws WxErrorException {
        try {
            extractAccessToken(doGetStableAccessTokenRequest(false));
        } catch (IOException e) {
            throw new WxRuntimeException(e);
        }
    }
}
