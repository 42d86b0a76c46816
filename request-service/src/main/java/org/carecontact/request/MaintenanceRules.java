package org.carecontact.request;

import java.util.List;
import org.carecontact.request.domain.Wording;

/** How a contact is kept well, all seven rules, and what its channels are called. */
final class MaintenanceRules {

    static final List<Wording> ALL = List.of(
            new Wording("首次联系请发送实名信息。", "Give your real name in the first message."),
            new Wording("咨询前先自查常见问题。", "Look into the frequent questions before you ask."),
            new Wording("每次对话简明扼要。", "Be concise each time."),
            new Wording("节日祝福即可,避免物质馈赠。", "Good wishes are welcome, gifts are not."),
            new Wording("及时清理过期聊天记录。", "Clear old chats in time; the hospital keeps what the law demands."),
            new Wording("年度定期表达感谢,届时可续期。", "Say thanks once a year, when the contact is up for renewal."),
            new Wording("尊重医生拒绝的权利。", "Respect the doctor's right to say no."));

    private MaintenanceRules() {}

    static Wording nameOf(String channel) {
        return switch (channel) {
            case "WECOM" -> new Wording("企业微信工作号", "WeCom work account");
            case "PERSONAL_WECHAT" -> new Wording("医生微信", "The doctor's WeChat");
            case "HOSPITAL_APP" -> new Wording("医院官方APP", "The hospital's app");
            case "FOLLOW_UP_SYSTEM" -> new Wording("医疗随访系统", "The follow-up system");
            case "OFFICIAL_ACCOUNT" -> new Wording("医院官方微信公众号", "The hospital's official account");
            case "CLINIC_PHONE" -> new Wording("诊室电话", "The clinic's telephone");
            default -> new Wording("医院前台", "The hospital's front desk");
        };
    }
}
