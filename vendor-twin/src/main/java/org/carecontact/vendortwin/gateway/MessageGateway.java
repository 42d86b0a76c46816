package org.carecontact.vendortwin.gateway;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.Call;
import org.carecontact.vendortwin.faults.VendorDoor;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.Vendor;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * {@code POST /messages} with key, system (sms, wechat, wecom), to and text: answered 202 with an id, and a key that it
 * knows is the same message again.
 */
public final class MessageGateway implements VendorDoor {

    private static final String PATH = "/messages";
    private static final Pattern CHINESE = Pattern.compile("(?:\\+?86|0086)?(1[3-9][0-9]{9})");

    private final JsonMapper json = new JsonMapper();
    private final Map<String, String> idsByKey = new HashMap<>();
    private final AtomicLong repeated = new AtomicLong();
    private final Surroundings around;

    public MessageGateway(Surroundings around) {
        this.around = around;
    }

    /** How often a message was sent that was known. */
    public long repeated() {
        return repeated.get();
    }

    @Override
    public boolean isFor(Request request) {
        return request.method().equals("POST") && request.path().equals(PATH);
    }

    @Override
    public Call call(Request request) {
        JsonNode body = read(request);
        String to = body == null ? "" : receiver(body);
        return new Call(
                Vendor.GATEWAY,
                "messages",
                "",
                to.isEmpty() ? List.of() : List.of(to),
                body == null ? "" : body.path("key").asString(""));
    }

    @Override
    public Reply answer(Request request) {
        JsonNode body = read(request);
        if (body == null) {
            return refused(400, "send a JSON object as application/json");
        }
        String key = body.path("key").asString("");
        String text = body.path("text").asString("");
        String to = receiver(body);
        if (key.isBlank() || text.isBlank() || to.isBlank()) {
            return refused(400, "key, system, to and text are needed");
        }
        String id = received(key, body.path("system").asString(""), to, text);
        return new Reply(Answer.json(202, json.createObjectNode().put("id", id).toString()), "OK");
    }

    @Override
    public Answer failure(Call call, String code) {
        int status = code.matches("[45][0-9]{2}") ? Integer.parseInt(code) : 500;
        return Answer.json(
                status, json.createObjectNode().put("reason", "ordered").toString());
    }

    private synchronized String received(String key, String system, String to, String text) {
        String known = idsByKey.get(key);
        if (known != null) {
            repeated.incrementAndGet();
            return known;
        }
        String id = around.inbox().nextId();
        if (system.equals("sms")) {
            var _ = around.people().at(to);
        }
        around.inbox()
                .add(new Item(
                        id,
                        Vendor.GATEWAY,
                        "",
                        to,
                        key,
                        id,
                        "",
                        system,
                        text,
                        "",
                        around.clock().instant(),
                        Item.State.DELIVERED,
                        "",
                        null,
                        Map.of()));
        idsByKey.put(key, id);
        return id;
    }

    private @Nullable JsonNode read(Request request) {
        // Another site's page can post text without asking, but never JSON.
        if (!request.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            return null;
        }
        try {
            JsonNode body = json.readTree(request.body().text());
            return body.isObject() ? body : null;
        } catch (JacksonException _) {
            return null;
        }
    }

    /** A number in E.164; another id as the one of a member of nobody's company. */
    private static String receiver(JsonNode body) {
        String to = body.path("to").asString("").strip();
        Matcher number = CHINESE.matcher(to.replaceAll("[ -]", ""));
        return switch (body.path("system").asString("")) {
            case "sms" -> number.matches() ? "+86" + number.group(1) : to;
            case "wechat", "wecom" -> to.isEmpty() ? "" : "gateway/" + to;
            default -> "";
        };
    }

    private Reply refused(int status, String why) {
        return new Reply(
                Answer.json(status, json.createObjectNode().put("reason", why).toString()), "REFUSED");
    }
}
