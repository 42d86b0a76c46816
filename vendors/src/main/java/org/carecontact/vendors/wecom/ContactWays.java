package org.carecontact.vendors.wecom;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.chanjar.weixin.cp.bean.external.WxCpContactWayInfo;
import org.carecontact.vendors.ContactWay;
import org.carecontact.vendors.NewInvitation;
import org.carecontact.vendors.VendorRefused;

/** Writes and reads invitations as WeCom has them. */
final class ContactWays {

    /** A wrong parameter: of calls that have none but a config id, one that WeCom does not know (any more). */
    private static final String WRONG_PARAMETER = "40058";

    private ContactWays() {}

    static boolean isGone(VendorRefused e) {
        return e.code().equals(WRONG_PARAMETER);
    }

    static String write(NewInvitation wanted) {
        WxCpContactWayInfo.ContactWay way = new WxCpContactWayInfo.ContactWay();
        way.setType(WxCpContactWayInfo.TYPE.SINGLE);
        way.setScene(WxCpContactWayInfo.SCENE.QRCODE);
        way.setRemark(wanted.remark());
        way.setState(wanted.state());
        way.setSkipVerify(wanted.skipVerify());
        way.setUsers(List.of(wanted.userId()));
        wanted.temporary().ifPresent(temporary -> {
            way.setIsTemp(true);
            way.setExpiresIn(Math.toIntExact(temporary.qrLasts().toSeconds()));
            way.setChatExpiresIn(Math.toIntExact(temporary.chatLasts().toSeconds()));
            temporary.unionId().ifPresent(way::setUnionId);
            if (!temporary.conclusion().isEmpty()) {
                WxCpContactWayInfo.ContactWay.Conclusion conclusion = new WxCpContactWayInfo.ContactWay.Conclusion();
                conclusion.setTextContent(temporary.conclusion());
                way.setConclusions(conclusion);
            }
        });
        return way.toJson();
    }

    static ContactWay read(JsonObject way) {
        long chatSeconds = Answers.number(way, "chat_expires_in");
        return new ContactWay(
                Answers.text(way, "config_id"),
                Answers.text(way, "qr_code"),
                Answers.text(way, "remark"),
                Answers.text(way, "state"),
                isTrue(way, "skip_verify"),
                users(way),
                isTrue(way, "is_temp"),
                chatSeconds > 0 ? Optional.of(Duration.ofSeconds(chatSeconds)) : Optional.empty());
    }

    private static List<String> users(JsonObject way) {
        List<String> users = new ArrayList<>();
        if (way.get("user") instanceof JsonArray array) {
            for (JsonElement user : array) {
                if (user instanceof JsonPrimitive id) {
                    users.add(id.getAsString());
                }
            }
        }
        return List.copyOf(users);
    }

    private static boolean isTrue(JsonObject json, String name) {
        return json.get(name) instanceof JsonPrimitive value && value.isBoolean() && value.getAsBoolean();
    }
}
