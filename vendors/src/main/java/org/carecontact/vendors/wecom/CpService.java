package org.carecontact.vendors.wecom;

import me.chanjar.weixin.common.error.WxErrorException;
import me.chanjar.weixin.common.util.http.RequestExecutor;
import me.chanjar.weixin.cp.api.impl.WxCpServiceImpl;
import org.carecontact.vendors.weixin.SharedToken;

/** WxJava's service with its resends switched off and the token of all instances. */
final class CpService extends WxCpServiceImpl {

    private final SharedToken token;

    CpService(SharedToken token) {
        this.token = token;
    }

    /** Sends once: the loop of WxJava sends up to six times on -1 and hides the code. */
    @Override
    public <T, E> T execute(RequestExecutor<T, E> executor, String uri, E data) throws WxErrorException {
        return executeInternal(executor, uri, data, false);
    }

    @Override
    public String getAccessToken(boolean forceRefresh) {
        return token.current(() -> super.getAccessToken(true));
    }
}
