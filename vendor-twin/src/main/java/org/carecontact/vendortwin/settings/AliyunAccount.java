package org.carecontact.vendortwin.settings;

import java.util.List;

/**
 * An Aliyun account with one access key.
 *
 * @param signs approved signatures, without 【】
 * @param dailyPerNumber notifications of one template to one number in 24 hours
 * @param dailyForAll messages of the account in a day of Shanghai
 * @param reportUrl where reports go; empty for nowhere
 * @param replyUrl where replies go; empty for nowhere
 */
public record AliyunAccount(
        String accessKeyId,
        Secret accessKeySecret,
        List<String> signs,
        List<SmsTemplate> templates,
        int dailyPerNumber,
        int dailyForAll,
        String reportUrl,
        String replyUrl) {}
