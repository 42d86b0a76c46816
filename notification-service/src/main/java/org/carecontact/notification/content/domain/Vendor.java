package org.carecontact.notification.content.domain;

import java.util.Locale;

/** The vendors that carry messages, each with rules of its own. */
public enum Vendor {
    ALIYUN("sms"),
    TENCENT("sms"),
    /** Template messages of a WeChat official account. */
    OFFICIAL_ACCOUNT("wechat"),
    /** Subscription messages of a WeChat official account: one for each consent. */
    SUBSCRIPTION("wechat"),
    WECOM("wecom");

    private final String system;

    Vendor(String system) {
        this.system = system;
    }

    /** Returns the system by which it reaches people. */
    public String system() {
        return system;
    }

    /** Returns the name in settings and of files: official-account. */
    public String spelled() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
