package org.carecontact.vendortwin.world;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Whom this process stands in for. */
public enum Vendor {
    ALIYUN,
    TENCENT,
    WECOM,
    OFFICIAL_ACCOUNT,
    /** No vendor: a hospital's own gateway of messages, as CareContact calls it where a hospital has no account. */
    GATEWAY;

    /** As JSON and pages name it: aliyun, tencent, wecom, official-account, gateway. */
    public String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    public static Optional<Vendor> of(String key) {
        return Arrays.stream(values())
                .filter(vendor -> vendor.key().equals(key) || vendor.name().equals(key))
                .findFirst();
    }
}
