package org.carecontact.vendors.wecom;

import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Instant;
import java.util.Optional;
import org.carecontact.vendors.Customer;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.weixin.WxCalls;

/** Reads customers of WeCom's answers and leaves the names behind. */
final class Customers {

    private Customers() {}

    static Customer read(JsonObject contact, JsonObject follower) throws VendorRefused {
        String userId = WeCom.text(follower, "userid");
        String externalUserId = WeCom.text(contact, "external_userid");
        if (userId.isEmpty() || externalUserId.isEmpty()) {
            throw WxCalls.unknown("no-userid");
        }
        return new Customer(
                userId,
                externalUserId,
                Optional.of(WeCom.text(contact, "unionid")).filter(id -> !id.isEmpty()),
                Instant.ofEpochSecond(number(follower, "createtime")),
                WeCom.text(follower, "state"),
                (int) number(follower, "add_way"));
    }

    /** Returns 0 where there is no number. */
    static long number(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value && value.isNumber() ? value.getAsLong() : 0;
    }
}
