package org.carecontact.notification.providers;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/** Keeps messages for people who do not exist away from the vendors, who would deliver them to somebody else. */
final class InventedPeople {

    /** Numbers that are never given out stand for invented people. */
    private static final String NUMBERS = "+861401000";

    private static final List<String> VENDORS = List.of("aliyuncs.com", "tencentcloudapi.com", "weixin.qq.com");

    private InventedPeople() {}

    /** Returns whether an address is a vendor's own, and not a stand-in's. */
    static boolean isRealVendor(URI address) {
        String host = String.valueOf(address.getHost()).toLowerCase(Locale.ROOT);
        return VENDORS.stream().anyMatch(vendor -> host.equals(vendor) || host.endsWith("." + vendor));
    }

    /** Returns whether a number in the form of E.164 belongs to nobody. */
    static boolean isInvented(String number) {
        return number.startsWith(NUMBERS);
    }
}
