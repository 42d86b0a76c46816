package org.carecontact.vendortwin;

import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carecontact.vendortwin.acts.Acts;
import org.carecontact.vendortwin.acts.Everything;
import org.carecontact.vendortwin.callbacks.Delivery;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.settings.TwinSettings;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.Vendor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The twin's own interface below /twin, in JSON: what the vendors got, people and their acts, faults, time. */
final class TwinDoor {

    private static final String FAULT = "/twin/faults/";

    private final JsonMapper json = new JsonMapper();
    private final Everything all;
    private final Acts acts;

    TwinDoor(Everything all, Acts acts) {
        this.all = all;
        this.acts = acts;
    }

    boolean isFor(Request request) {
        return request.path().startsWith("/twin/");
    }

    Answer answer(Request request) {
        try {
            return switch (request.method()) {
                case "GET" -> read(request);
                case "POST" -> posted(request, body(request));
                case "DELETE" -> cancelled(request.path());
                default -> refused(405, "GET, POST or DELETE");
            };
        } catch (IllegalArgumentException | IllegalStateException | DateTimeParseException | JacksonException e) {
            return refused(400, String.valueOf(e.getMessage()));
        }
    }

    private Answer read(Request request) {
        String corp = request.parameter("corp");
        return switch (request.path()) {
            case "/twin/inbox" -> shown(received(request));
            case "/twin/calls" -> shown(all.journal().all());
            case "/twin/counts" -> shown(counts());
            case "/twin/callbacks" -> shown(all.around().callbacks().deliveries());
            case "/twin/people" -> shown(all.around().people().all());
            case "/twin/faults" -> shown(all.around().faults().waiting());
            case "/twin/wecom/contacts" -> shown(all.wecom().acts().contacts(corp));
            case "/twin/wecom/ways" -> shown(all.wecom().acts().ways(corp));
            case "/twin/official-account/standings" ->
                shown(all.accounts().acts().standings(all.around().people().at(plus(request.parameter("person")))));
            default -> refused(404, "there is no such thing here");
        };
    }

    private Answer posted(Request request, JsonNode body) {
        return switch (request.path()) {
            case "/twin/templates" -> template(body);
            case "/twin/addresses" -> address(body);
            case "/twin/counts" -> {
                all.journal().clear();
                yield shown(counts());
            }
            case "/twin/wecom/acts" -> shown(acts.perform("wecom", fields(body)));
            case "/twin/official-account/acts" -> shown(acts.perform("official-account", fields(body)));
            case "/twin/faults", "/twin/people", "/twin/clock", "/twin/replies" ->
                shown(acts.perform(request.path().substring("/twin/".length()), fields(body)));
            default -> refused(404, "there is no such thing here");
        };
    }

    private Answer cancelled(String path) {
        if (path.equals("/twin/faults")) {
            all.around().faults().cancelAll();
            return shown(List.of());
        }
        return path.startsWith(FAULT)
                ? shown(Map.of("cancelled", all.around().faults().cancel(path.substring(FAULT.length()))))
                : refused(404, "there is no such thing here");
    }

    private List<Item> received(Request request) {
        String to = plus(request.parameter("to"));
        String key = request.parameter("key");
        Optional<Vendor> vendor = Vendor.of(request.parameter("vendor"));
        List<Item> found =
                to.isEmpty() ? all.around().inbox().all() : all.around().inbox().of(to);
        return found.stream()
                .filter(item -> vendor.isEmpty() || vendor.get() == item.vendor())
                .filter(item -> key.isEmpty() || item.key().equals(key))
                .toList();
    }

    private Map<String, Object> counts() {
        Map<String, Object> shown = new LinkedHashMap<>();
        shown.put("calls", all.journal().counts());
        List<Item> received = all.around().inbox().all();
        shown.put("received", received.size());
        shown.put("repeated", repeated(received) + all.gateway().repeated());
        Map<Delivery.State, Long> pushes = new LinkedHashMap<>();
        all.around().callbacks().deliveries().forEach(delivery -> pushes.merge(delivery.state(), 1L, Long::sum));
        shown.put("pushes", pushes);
        shown.put("faults", all.around().faults().injected());
        shown.put(
                "tokens",
                Map.of(
                        "wecom",
                        all.wecom().tokensIssued(),
                        "official-account",
                        all.accounts().tokensIssued()));
        return shown;
    }

    /** What somebody received more than once under the sender's same key. */
    private static long repeated(List<Item> received) {
        List<Item> keyed =
                received.stream().filter(item -> !item.key().isEmpty()).toList();
        return keyed.size()
                - keyed.stream()
                        .map(item -> item.to() + " " + item.key())
                        .distinct()
                        .count();
    }

    private Answer template(JsonNode body) {
        String account = body.path("account").asString("");
        Optional<String> refusal = switch (vendor(body)) {
            case ALIYUN -> all.aliyun().review(account, TwinSettings.smsTemplate(body));
            case TENCENT -> all.tencent().review(account, TwinSettings.smsTemplate(body));
            case OFFICIAL_ACCOUNT -> all.accounts().review(account, TwinSettings.weChatTemplate(body));
            case WECOM, GATEWAY -> Optional.of(body.path("vendor").asString("") + " has no templates");
        };
        return refusal.isPresent() ? refused(422, refusal.get()) : shown(Map.of("approved", true));
    }

    /** As in the vendors' consoles: an address that can't open what is sealed is not taken. */
    private Answer address(JsonNode body) {
        String account = body.path("account").asString("");
        String url = body.path("url").asString("");
        boolean asked = body.path("verify").asBoolean(true) && !url.isEmpty();
        boolean taken = switch (vendor(body)) {
            case ALIYUN, TENCENT, GATEWAY -> true;
            case WECOM -> !asked || all.wecom().isTaken(account, url);
            case OFFICIAL_ACCOUNT -> !asked || all.accounts().isTaken(account, url);
        };
        if (!taken) {
            return refused(422, "the address did not open the sealed text");
        }
        all.around()
                .callbacks()
                .address(vendor(body), account, body.path("kind").asString(""), url);
        return shown(Map.of("set", true));
    }

    private static Vendor vendor(JsonNode body) {
        return Vendor.of(body.path("vendor").asString(""))
                .orElseThrow(
                        () -> new IllegalArgumentException("vendor is aliyun, tencent, wecom or official-account"));
    }

    private static Map<String, String> fields(JsonNode body) {
        Map<String, String> fields = new LinkedHashMap<>();
        body.properties()
                .forEach(entry -> fields.put(entry.getKey(), entry.getValue().asString("")));
        return fields;
    }

    private JsonNode body(Request request) {
        if (!request.header("content-type").toLowerCase(Locale.ROOT).startsWith("application/json")) {
            // Another site's page can post a form without asking, but never JSON.
            throw new IllegalArgumentException("send Content-Type: application/json");
        }
        JsonNode body = json.readTree(request.body().text());
        if (!body.isObject()) {
            throw new IllegalArgumentException("send a JSON object");
        }
        return body;
    }

    /** A plus that was not encoded is read as a blank. */
    private static String plus(String mobile) {
        return mobile.replace(' ', '+');
    }

    private Answer shown(Object what) {
        return Answer.json(200, json.writeValueAsString(what));
    }

    private Answer refused(int status, String why) {
        return Answer.json(status, json.createObjectNode().put("title", why).toString());
    }
}
