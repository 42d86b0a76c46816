package org.carecontact.vendortwin;

import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.carecontact.vendortwin.aliyun.Aliyun;
import org.carecontact.vendortwin.callbacks.Callbacks;
import org.carecontact.vendortwin.callbacks.Delivery;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.Fault;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.faults.Faults;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.settings.TwinSettings;
import org.carecontact.vendortwin.tencent.Tencent;
import org.carecontact.vendortwin.wecom.ContactActs;
import org.carecontact.vendortwin.wecom.WeCom;
import org.carecontact.vendortwin.world.Inbox;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.Journal;
import org.carecontact.vendortwin.world.People;
import org.carecontact.vendortwin.world.Person;
import org.carecontact.vendortwin.world.TwinClock;
import org.carecontact.vendortwin.world.Vendor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The twin's own interface below /twin: what the vendors got, people and their acts, faults, time. */
final class TwinDoor {

    private final JsonMapper json = new JsonMapper();
    private final Aliyun aliyun;
    private final Tencent tencent;
    private final WeCom wecom;
    private final TwinClock clock;
    private final People people;
    private final Inbox inbox;
    private final Journal journal;
    private final Faults faults;
    private final Callbacks callbacks;

    TwinDoor(Aliyun aliyun, Tencent tencent, WeCom wecom, Surroundings around, Journal journal) {
        this.aliyun = aliyun;
        this.tencent = tencent;
        this.wecom = wecom;
        this.journal = journal;
        clock = around.clock();
        people = around.people();
        inbox = around.inbox();
        faults = around.faults();
        callbacks = around.callbacks();
    }

    Answer answer(Request request) {
        try {
            return switch (request.method() + " " + request.path()) {
                case "GET /twin/inbox" -> shown(received(request));
                case "GET /twin/calls" -> shown(journal.all());
                case "GET /twin/counts" -> shown(counts());
                case "GET /twin/callbacks" -> shown(callbacks.deliveries());
                case "GET /twin/people" -> shown(people.all());
                case "GET /twin/faults" -> shown(faults.waiting());
                case "POST /twin/faults" -> order(body(request));
                case "DELETE /twin/faults" -> {
                    faults.cancelAll();
                    yield shown(List.of());
                }
                case "POST /twin/people" -> person(body(request));
                case "POST /twin/templates" -> template(body(request));
                case "POST /twin/addresses" -> address(body(request));
                case "POST /twin/clock" -> forward(body(request));
                case "POST /twin/replies" -> reply(body(request));
                case "GET /twin/wecom/contacts" -> shown(wecom.acts().contacts(request.parameter("corp")));
                case "GET /twin/wecom/ways" -> shown(wecom.acts().ways(request.parameter("corp")));
                case "POST /twin/wecom/acts" -> act(body(request));
                case "POST /twin/counts" -> {
                    journal.clear();
                    yield shown(counts());
                }
                default ->
                    request.method().equals("DELETE") && request.path().startsWith("/twin/faults/")
                            ? shown(Map.of(
                                    "cancelled", faults.cancel(request.path().substring("/twin/faults/".length()))))
                            : refused(404, "there is no such thing here");
            };
        } catch (IllegalArgumentException | DateTimeParseException | JacksonException e) {
            return refused(400, String.valueOf(e.getMessage()));
        }
    }

    private List<Item> received(Request request) {
        String to = request.parameter("to").replace(' ', '+');
        String key = request.parameter("key");
        Optional<Vendor> vendor = Vendor.of(request.parameter("vendor"));
        return (to.isEmpty() ? inbox.all() : inbox.of(to))
                .stream()
                        .filter(item -> vendor.isEmpty() || vendor.get() == item.vendor())
                        .filter(item -> key.isEmpty() || item.key().equals(key))
                        .toList();
    }

    private Map<String, Object> counts() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("calls", journal.counts());
        all.put("received", inbox.all().size());
        Map<Delivery.State, Long> pushes = new LinkedHashMap<>();
        callbacks.deliveries().forEach(delivery -> pushes.merge(delivery.state(), 1L, Long::sum));
        all.put("pushes", pushes);
        all.put("faults", faults.injected());
        all.put("tokens", Map.of("wecom", wecom.tokensIssued()));
        return all;
    }

    private Answer order(JsonNode body) {
        String vendorName = text(body, "vendor");
        Optional<Vendor> vendor = Vendor.of(vendorName);
        if (vendor.isEmpty() && !vendorName.isEmpty()) {
            throw new IllegalArgumentException("there is no vendor of this name");
        }
        if (body.has("seed")) {
            faults.seed(body.path("seed").asLong());
        }
        Fault fault = new Fault(
                faults.nextId(),
                FaultKind.valueOf(text(body, "kind").toUpperCase(Locale.ROOT)),
                vendor.orElse(null),
                text(body, "call"),
                text(body, "of"),
                body.path("times").asInt(1),
                body.path("share").asDouble(1),
                Duration.parse(body.path("delay").asString("PT5S")),
                text(body, "code"),
                body.path("accepted").asBoolean(false));
        faults.order(fault);
        return shown(fault);
    }

    private Answer person(JsonNode body) {
        String mobile = text(body, "mobile");
        Person person = body.has("name") ? people.add(mobile, text(body, "name")) : people.at(mobile);
        if (body.has("phone")) {
            people.phone(mobile, Person.Phone.valueOf(text(body, "phone").toUpperCase(Locale.ROOT)));
            person = people.at(mobile);
        }
        return shown(person);
    }

    private Answer template(JsonNode body) {
        String account = text(body, "account");
        Optional<String> refusal = switch (vendor(body)) {
            case ALIYUN -> aliyun.review(account, TwinSettings.smsTemplate(body));
            case TENCENT -> tencent.review(account, TwinSettings.smsTemplate(body));
            case WECOM, OFFICIAL_ACCOUNT -> Optional.of("not yet");
        };
        return refusal.isPresent() ? refused(422, refusal.get()) : shown(Map.of("approved", true));
    }

    private Answer address(JsonNode body) {
        String account = text(body, "account");
        String url = text(body, "url");
        // As in the vendor's console: an address that can't open what is sealed is not taken.
        boolean asked = body.path("verify").asBoolean(true) && !url.isEmpty();
        boolean taken = switch (vendor(body)) {
            case ALIYUN, TENCENT -> true;
            case WECOM -> !asked || wecom.isTaken(account, url);
            case OFFICIAL_ACCOUNT -> true;
        };
        if (!taken) {
            return refused(422, "the address did not open the sealed text");
        }
        callbacks.address(vendor(body), account, text(body, "kind"), url);
        return shown(Map.of("set", true));
    }

    /** What somebody does at WeCom; a scan answers with what came of it. */
    private Answer act(JsonNode body) {
        ContactActs acts = wecom.acts();
        String corp = text(body, "corp");
        String user = text(body, "user");
        String external = text(body, "external");
        return switch (text(body, "act")) {
            case "scan" -> shown(Map.of("scanned", acts.scan(text(body, "config"), people.at(text(body, "person")))));
            case "add" -> shown(acts.addOwn(corp, user, people.at(text(body, "person"))));
            case "confirm" -> done(() -> acts.confirm(corp, user, external));
            case "removed-by-member" -> done(() -> acts.removedByMember(corp, user, external));
            case "removed-by-person" -> done(() -> acts.removedByPerson(corp, user, external));
            case "block" -> done(() -> acts.block(corp, user, external));
            case "remark" -> done(() -> acts.remark(corp, user, external, text(body, "text")));
            case "refuse-transfer" -> done(() -> acts.refuseTransfer(corp, user, external));
            default -> refused(404, "there is no such act");
        };
    }

    private Answer done(Runnable act) {
        act.run();
        return shown(Map.of("done", true));
    }

    private Answer forward(JsonNode body) {
        clock.forward(Duration.parse(text(body, "forward")));
        return shown(Map.of("now", clock.instant()));
    }

    /** Answers the newest SMS that the person got from the account, or from any. */
    private Answer reply(JsonNode body) {
        String mobile = text(body, "from");
        Optional<Item> newest = inbox.of(mobile).stream()
                .filter(item -> item.vendor() == Vendor.ALIYUN || item.vendor() == Vendor.TENCENT)
                .reduce((_, later) -> later);
        if (newest.isEmpty()) {
            return refused(404, "there is no SMS to reply to");
        }
        Item item = newest.get();
        switch (item.vendor()) {
            case ALIYUN -> aliyun.reply(item.account(), people.at(mobile), text(body, "text"));
            case TENCENT -> tencent.reply(item.account(), people.at(mobile), item.title(), text(body, "text"));
            case WECOM, OFFICIAL_ACCOUNT -> {}
        }
        return shown(Map.of("to", item.account()));
    }

    private static Vendor vendor(JsonNode body) {
        return Vendor.of(text(body, "vendor"))
                .orElseThrow(
                        () -> new IllegalArgumentException("vendor is aliyun, tencent, wecom or official-account"));
    }

    private static String text(JsonNode body, String name) {
        return body.path(name).asString("");
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

    private Answer shown(Object what) {
        return Answer.json(200, json.writeValueAsString(what));
    }

    private Answer refused(int status, String why) {
        ObjectNode body = json.createObjectNode()
                .put("title", why)
                .put("at", Instant.now().toString());
        return Answer.json(status, body.toString());
    }
}
