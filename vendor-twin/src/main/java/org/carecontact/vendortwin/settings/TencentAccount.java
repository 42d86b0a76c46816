package org.carecontact.vendortwin.settings;

import java.util.List;

/**
 * A Tencent Cloud account with one key and one SMS application.
 *
 * @param signs approved signatures, without 【】
 * @param dailyPerNumber messages to one number in a day of Shanghai, as set in the console
 * @param statusUrl where reports go; empty for nowhere
 * @param replyUrl where replies go; empty for nowhere
 */
public record TencentAccount(
        String secretId,
        Secret secretKey,
        String sdkAppId,
        List<String> signs,
        List<SmsTemplate> templates,
        int dailyPerNumber,
        String statusUrl,
        String replyUrl) {}
