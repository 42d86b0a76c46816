package org.carecontact.vendors.wecom;

import com.google.gson.JsonObject;
import java.time.Instant;
import java.util.Optional;
import org.carecontact.vendors.Customer;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.weixin.WxCalls;

/** Reads customers of WeCom's answers and leaves the names behind. */
final class Customers {

    private Customers() {}

    static Customer read(JsonObject contact, JsonObject follower) throws VendorRefused {
        String userId = Answers.text(follower, "userid");
        String externalUserId = Answers.text(contact, "external_userid");
        if (userId.isEmpty() || externalUserId.isEmpty()) {
            throw WxCalls.unknown("no-userid");
        }
        return new Customer(
                userId,
                externalUserId,
                Optional.of(Answers.text(contact, "unionid")).filter(id -> !id.isEmpty()),
                Instant.ofEpochSecond(Answers.number(follower, "createtime")),
                Answers.text(follower, "state"),
                (int) Answers.number(follower, "add_way"));
    }
}
