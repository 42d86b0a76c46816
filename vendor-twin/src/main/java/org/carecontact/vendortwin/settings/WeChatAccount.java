package org.carecontact.vendortwin.settings;

import java.util.List;

/**
 * A verified official account.
 *
 * @param dailyTemplates template messages in a day of Shanghai; each account's is shown in its console
 * @param oauthHosts the hosts, with port where it isn't 80 or 443, that OAuth2 may lead back to; empty for any
 */
public record WeChatAccount(
        String appId,
        Secret secret,
        String name,
        List<Template> templates,
        int dailyTemplates,
        List<String> oauthHosts,
        Push push) {

    /**
     * A template of the account.
     *
     * @param subscription whether it needs a subscription for each message (subscribe/bizsend) or not (template/send)
     * @param keys the names of its values, as thing1 or time2
     */
    public record Template(String id, boolean subscription, String title, List<String> keys) {}
}
