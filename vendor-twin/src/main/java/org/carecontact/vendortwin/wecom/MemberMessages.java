package org.carecontact.vendortwin.wecom;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.settings.WeComCompany;
import org.carecontact.vendortwin.sms.DayCount;
import org.carecontact.vendortwin.sms.Digests;
import org.carecontact.vendortwin.sms.Sent;
import org.carecontact.vendortwin.wechat.Errcodes;
import org.carecontact.vendortwin.wechat.Refusal;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.Vendor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages of an application to members (pages 90236, 90454): what is too much or too long goes without a word. */
final class MemberMessages {

    private static final int IN_A_MINUTE = 30;
    private static final int IN_AN_HOUR = 1000;

    private final Surroundings around;
    private final Sent sent = new Sent();
    private final DayCount today = new DayCount();
    private final Map<String, Instant> same = new LinkedHashMap<>();

    private record Content(String title, String text, String url) {}

    MemberMessages(Surroundings around) {
        this.around = around;
    }

    synchronized ObjectNode send(Company company, WeComCompany.App app, JsonNode body) {
        if (body.path("agentid").asLong(-1) != app.agentId()) {
            throw new Refusal(40056);
        }
        Content content = content(body);
        List<String> valid = new ArrayList<>();
        List<String> invalid = new ArrayList<>();
        for (String user : body.path("touser").asString("").split("\\|")) {
            if (!user.isEmpty()) {
                (company.isMember(user) ? valid : invalid).add(user);
            }
        }
        if (valid.isEmpty()) {
            throw new Refusal(81013);
        }
        if (!today.take(
                company.settings.corpId() + "/" + app.agentId(),
                valid.size(),
                company.settings.dailyMessages(),
                around.clock().instant())) {
            throw new Refusal(45009);
        }
        valid.forEach(user -> deliver(company, user, content, body));
        ObjectNode answer = Errcodes.ok();
        if (!invalid.isEmpty()) {
            answer.put("invaliduser", String.join("|", invalid));
        }
        return answer.put("msgid", UUID.randomUUID().toString().replace("-", ""));
    }

    private void deliver(Company company, String user, Content content, JsonNode body) {
        company.see(user);
        Instant now = around.clock().instant();
        String to = company.settings.corpId() + "/" + user;
        if (sent.within(to, Duration.ofMinutes(1), now) >= IN_A_MINUTE
                || sent.within(to, Duration.ofHours(1), now) >= IN_AN_HOUR
                || isRepeated(to, content, body, now)) {
            return;
        }
        sent.add(to, now);
        around.inbox()
                .add(new Item(
                        around.inbox().nextId(),
                        Vendor.WECOM,
                        company.settings.corpId(),
                        to,
                        "",
                        "",
                        body.path("msgtype").asString(""),
                        content.title(),
                        content.text(),
                        content.url(),
                        now,
                        Item.State.DELIVERED,
                        "",
                        null,
                        Map.of()));
    }

    private boolean isRepeated(String to, Content content, JsonNode body, Instant now) {
        if (body.path("enable_duplicate_check").asInt(0) != 1) {
            return false;
        }
        Duration interval =
                Duration.ofSeconds(body.path("duplicate_check_interval").asLong(1800));
        String key = to + " " + Digests.sha256(content.toString());
        same.values().removeIf(until -> until.isBefore(now));
        return same.putIfAbsent(key, now.plus(interval)) != null;
    }

    private static Content content(JsonNode body) {
        return switch (body.path("msgtype").asString("")) {
            case "text" -> new Content("", needed(body, "/text/content", 2048), "");
            case "markdown" -> new Content("", needed(body, "/markdown/content", 2048), "");
            case "textcard" ->
                new Content(
                        needed(body, "/textcard/title", 128),
                        needed(body, "/textcard/description", 512),
                        needed(body, "/textcard/url", 2048));
            case "template_card" -> card(body.path("template_card"));
            default -> throw new Refusal(40008, "invalid message type");
        };
    }

    private static Content card(JsonNode card) {
        String title = card.at("/main_title/title").asString("");
        String sub = card.path("sub_title_text").asString("");
        boolean whole = card.path("card_type").asString("").equals("text_notice")
                && (!title.isEmpty() || !sub.isEmpty())
                && card.at("/card_action/type").asInt(0) > 0;
        if (!whole) {
            throw new Refusal(40058);
        }
        StringBuilder text = new StringBuilder(card.at("/main_title/desc").asString(""));
        text.append(sub);
        card.path("horizontal_content_list")
                .forEach(line -> text.append('\n')
                        .append(line.path("keyname").asString(""))
                        .append('：')
                        .append(line.path("value").asString("")));
        return new Content(title, text.toString(), card.at("/card_action/url").asString(""));
    }

    private static String needed(JsonNode body, String path, int longest) {
        String value = body.at(path).asString("");
        if (value.isBlank()) {
            throw new Refusal(40058);
        }
        return cut(value, longest);
    }

    /** As many whole characters as there are room for, in bytes of UTF-8. */
    private static String cut(String text, int longest) {
        String kept = text;
        while (kept.getBytes(StandardCharsets.UTF_8).length > longest) {
            kept = kept.substring(0, kept.offsetByCodePoints(kept.length(), -1));
        }
        return kept;
    }
}
