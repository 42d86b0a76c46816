package org.carecontact.oversight.domain;

import org.jspecify.annotations.Nullable;

/** What an event means, for people. */
public record Note(String zh, String en) {

    /** Of an event's type and outcome. */
    public static Note of(String type, @Nullable String outcome) {
        return switch (type) {
            case "ContactRequestSubmitted" -> new Note("患方提出直接联系申请", "The patient side asked for a direct contact");
            case "PolicyPrechecked" ->
                "PERMIT".equals(outcome)
                        ? new Note("规则预审通过,可请患方签署", "Policy sees nothing that consent could not change")
                        : new Note("规则预审不允许,转替代方式", "Policy forbids it whatever is signed; alternatives follow");
            case "ConsentAsked" -> new Note("已请求签署知情同意书", "The patient side was asked for written consent");
            case "SigningCodeIssued" -> new Note("已发出签署验证码", "A one-time code for signing was issued");
            case "ConsentSigned" -> new Note("知情同意书已签署", "The consent was signed");
            case "ConsentRefused" -> new Note("患方拒绝签署", "The patient side refused to sign");
            case "ConsentWithdrawn" -> new Note("患方撤回同意", "The consent was withdrawn");
            case "ConsentLapsed" -> new Note("逾期未签署", "The consent was not signed in time");
            case "ConsentExpired" -> new Note("同意书有效期届满", "The consent's validity is over");
            case "PolicyDecided" -> decided(outcome);
            case "DoctorAsked" -> new Note("已征询医生意见", "The doctor was asked");
            case "ContactGranted" -> new Note("医生同意,联系渠道已开通", "The doctor accepted, the contact is open");
            case "RequestDeclined" -> new Note("医生婉拒,已提供替代方式", "The doctor declined; alternatives were offered");
            case "RequestRedirected" -> new Note("依规则转为替代方式", "Policy does not allow it; alternatives were offered");
            case "RequestWithdrawn" -> new Note("患方撤回申请", "The patient side withdrew the request");
            case "RequestExpired" -> new Note("申请逾期失效", "The request's time ran out");
            case "ContactEnded" -> new Note("直接联系已结束", "The contact ended");
            case "NotificationsSettled" -> new Note("通知已发送或已终结", "Notifications were sent or came to an end");
            case Entry.UNREADABLE -> new Note("记录无法解读,仅存其摘要", "The record can't be read; its hash is kept");
            default -> new Note("其他事件", "Another event");
        };
    }

    private static Note decided(@Nullable String outcome) {
        return switch (outcome == null ? "" : outcome) {
            case "PERMIT" -> new Note("规则审核通过", "Policy permits it");
            case "DEFER" -> new Note("规则审核暂缓,等待条件满足", "Policy defers it until a fact changes");
            default -> new Note("规则审核不通过,转替代方式", "Policy denies it; alternatives follow");
        };
    }
}
