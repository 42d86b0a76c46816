package org.carecontact.vendors.wechat;

import java.time.Clock;
import java.util.SequencedMap;
import org.carecontact.vendors.OfficialAccountClient;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeChatAccount;
import org.carecontact.vendors.WeChatPerson;
import org.carecontact.vendors.tokens.MongoTokens;

/** Sends the messages of one official account. */
public final class OfficialAccount implements OfficialAccountClient {

    public OfficialAccount(WeChatAccount account, MongoTokens tokens, Clock clock) {}

    @Override
    public Outcome template(
            String key, String openId, String template, String url, SequencedMap<String, String> values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Outcome subscription(
            String key, String openId, String template, String page, SequencedMap<String, String> values) {
        throw new UnsupportedOperationException();
    }

    @Override
    public String authorizeUrl(String redirect, String state, boolean withUnionId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public WeChatPerson exchange(String code) throws VendorRefused {
        throw new UnsupportedOperationException();
    }
}
