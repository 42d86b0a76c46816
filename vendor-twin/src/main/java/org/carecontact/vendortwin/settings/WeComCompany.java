package org.carecontact.vendortwin.settings;

import java.util.List;

/**
 * A company at WeCom.
 *
 * @param medical whether its industry is medicine, which temporary sessions are kept for
 * @param dailyMessages members who get a message of one application in a day of Shanghai: 200 for each account
 * @param users ids of its members; empty takes every well-formed id for a member
 */
public record WeComCompany(
        String corpId, String name, boolean medical, List<App> apps, int dailyMessages, List<String> users, Push push) {

    /**
     * An application that the company made itself.
     *
     * @param customers whether it is listed as one that may call the interfaces of customer contact
     */
    public record App(long agentId, Secret secret, boolean customers) {}
}
