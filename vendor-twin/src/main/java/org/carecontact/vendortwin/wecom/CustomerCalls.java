package org.carecontact.vendortwin.wecom;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.wechat.Errcodes;
import org.carecontact.vendortwin.wechat.Refusal;
import org.carecontact.vendortwin.world.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

// Longer than 300 lines: ten calls that share pages, ways and contacts.
/** The calls below /cgi-bin/externalcontact. Types may come as numbers or as texts: the kits do both. */
final class CustomerCalls {

    private static final int LONGEST_STATE = 30;
    private static final Duration LONGEST_TEMPORARY = Duration.ofDays(14);
    private static final Duration USUAL_QR = Duration.ofDays(7);
    private static final Duration USUAL_CHAT = Duration.ofDays(1);
    private static final int MOST_USERS_ASKED = 100;

    private final Surroundings around;
    private final ContactActs acts;

    CustomerCalls(Surroundings around, ContactActs acts) {
        this.around = around;
        this.acts = acts;
    }

    ObjectNode answer(Company company, String call, Request request) {
        synchronized (company) {
            return switch (request.method() + " " + call) {
                case "POST add_contact_way" -> addWay(company, body(request), request.base());
                case "POST get_contact_way" -> getWay(company, body(request), request.base());
                case "POST list_contact_way" -> listWays(company, body(request));
                case "POST update_contact_way" -> updateWay(company, body(request));
                case "POST del_contact_way" -> {
                    company.ways.remove(way(company, body(request)).configId());
                    yield Errcodes.ok();
                }
                case "POST close_temp_chat" -> closeChat(company, body(request));
                case "GET list" -> list(company, request.parameter("userid"));
                case "GET get" -> get(company, request.parameter("external_userid"));
                case "GET get_follow_user_list" -> {
                    ObjectNode answer = Errcodes.ok();
                    ArrayNode users = answer.putArray("follow_user");
                    company.members().forEach(users::add);
                    yield answer;
                }
                case "POST batch/get_by_user" -> byUser(company, body(request));
                case "POST send_welcome_msg" -> welcome(company, body(request));
                default -> throw new Refusal(40058);
            };
        }
    }

    private static JsonNode body(Request request) {
        return Errcodes.read(request.body().text());
    }

    private ObjectNode addWay(Company company, JsonNode body, String base) {
        String configId = UUID.randomUUID().toString().replace("-", "");
        boolean temporary = body.path("is_temp").asBoolean(false);
        Instant now = around.clock().instant();
        Way way = written(
                company,
                body,
                new Way(
                        configId,
                        company.settings.corpId(),
                        body.path("type").asInt(0),
                        body.path("scene").asInt(0),
                        "",
                        true,
                        "",
                        List.of(),
                        temporary,
                        now,
                        temporary ? now.plus(USUAL_QR) : null,
                        USUAL_CHAT,
                        "",
                        "",
                        false));
        if (way.type() < 1 || way.type() > 2) {
            throw new Refusal(41037, "invalid contact way type");
        }
        if (way.scene() < 1 || way.scene() > 2 || (temporary && !company.settings.medical())) {
            throw new Refusal(41040);
        }
        if (way.users().isEmpty()
                || ((way.type() == 1 || temporary) && way.users().size() != 1)) {
            throw new Refusal(40058);
        }
        company.put(way);
        ObjectNode answer = Errcodes.ok().put("config_id", configId);
        if (way.scene() == 2) {
            answer.put("qr_code", qrCode(base, way));
        }
        return answer;
    }

    /** What the body says, put upon what was there. */
    private Way written(Company company, JsonNode body, Way before) {
        List<String> users = new ArrayList<>();
        body.path("user").forEach(user -> users.add(user.asString("")));
        for (String user : users) {
            if (!company.isMember(user)) {
                throw new Refusal(60111);
            }
            company.see(user);
        }
        String state = body.path("state").asString(before.state());
        String remark = body.path("remark").asString(before.remark());
        if (state.length() > LONGEST_STATE || remark.length() > LONGEST_STATE) {
            throw new Refusal(40058);
        }
        Instant until = before.until();
        if (before.temporary() && body.has("expires_in")) {
            until = around.clock().instant().plus(lifetime(body, "expires_in"));
        }
        return new Way(
                before.configId(),
                before.corpId(),
                before.type(),
                before.scene(),
                remark,
                body.path("skip_verify").asBoolean(before.skipVerify()),
                state,
                users.isEmpty() ? before.users() : List.copyOf(users),
                before.temporary(),
                before.madeAt(),
                until,
                body.has("chat_expires_in") ? lifetime(body, "chat_expires_in") : before.chatFor(),
                body.path("unionid").asString(before.unionId()),
                body.path("conclusions").path("text").path("content").asString(before.conclusion()),
                before.used());
    }

    private static Duration lifetime(JsonNode body, String name) {
        long seconds = body.path(name).asLong(0);
        if (seconds <= 0 || seconds > LONGEST_TEMPORARY.toSeconds()) {
            throw new Refusal(40058);
        }
        return Duration.ofSeconds(seconds);
    }

    private ObjectNode getWay(Company company, JsonNode body, String base) {
        Way way = way(company, body);
        ObjectNode answer = Errcodes.ok();
        ObjectNode shown = answer.putObject("contact_way")
                .put("config_id", way.configId())
                .put("type", way.type())
                .put("scene", way.scene())
                .put("style", 1)
                .put("remark", way.remark())
                .put("skip_verify", way.skipVerify())
                .put("state", way.state());
        if (way.scene() == 2) {
            shown.put("qr_code", qrCode(base, way));
        }
        ArrayNode users = shown.putArray("user");
        way.users().forEach(users::add);
        shown.putArray("party");
        shown.put("is_temp", way.temporary());
        Instant until = way.until();
        if (until != null) {
            shown.put("expires_in", Duration.between(way.madeAt(), until).toSeconds())
                    .put("chat_expires_in", way.chatFor().toSeconds());
        }
        if (!way.unionId().isEmpty()) {
            shown.put("unionid", way.unionId());
        }
        if (!way.conclusion().isEmpty()) {
            shown.putObject("conclusions").putObject("text").put("content", way.conclusion());
        }
        return answer;
    }

    /** Lasting ones only: nothing lists temporary sessions. */
    private ObjectNode listWays(Company company, JsonNode body) {
        long start = body.path("start_time").asLong(0);
        long end = body.path("end_time").asLong(0);
        List<Way> found = company.ways.values().stream()
                .filter(way -> !way.temporary())
                .filter(way -> start == 0 || way.madeAt().getEpochSecond() >= start)
                .filter(way -> end == 0 || way.madeAt().getEpochSecond() <= end)
                .toList();
        ObjectNode answer = Errcodes.ok();
        ArrayNode shown = answer.putArray("contact_way");
        int next = page(found, body, 1000, way -> shown.addObject().put("config_id", way.configId()));
        if (next > 0) {
            answer.put("next_cursor", String.valueOf(next));
        }
        return answer;
    }

    private ObjectNode updateWay(Company company, JsonNode body) {
        Way before = way(company, body);
        if (before.temporary() && !before.works(around.clock().instant())) {
            throw new Refusal(40058);
        }
        company.put(written(company, body, before));
        return Errcodes.ok();
    }

    private static Way way(Company company, JsonNode body) {
        Way way = company.ways.get(body.path("config_id").asString(""));
        if (way == null) {
            throw new Refusal(40058, "invalid config_id");
        }
        return way;
    }

    private ObjectNode closeChat(Company company, JsonNode body) {
        String userId = body.path("userid").asString("");
        if (!company.isMember(userId)) {
            throw new Refusal(60111);
        }
        Contact contact = company.contact(userId, body.path("external_userid").asString(""))
                .filter(it -> it.confirmed()
                        && it.temporary()
                        && it.lives(around.clock().instant()))
                .orElseThrow(() -> new Refusal(84061));
        acts.endSession(company, contact);
        return Errcodes.ok();
    }

    private ObjectNode list(Company company, String userId) {
        if (!company.isMember(userId)) {
            throw new Refusal(60111);
        }
        List<Contact> found = visible(company.of(userId)).stream()
                .filter(contact -> !contact.temporary())
                .toList();
        if (found.isEmpty()) {
            throw new Refusal(84061);
        }
        ObjectNode answer = Errcodes.ok();
        ArrayNode ids = answer.putArray("external_userid");
        found.forEach(contact -> ids.add(contact.externalUserId()));
        return answer;
    }

    private ObjectNode get(Company company, String externalUserId) {
        List<Contact> found = visible(company.contacts.values().stream()
                .filter(contact -> contact.externalUserId().equals(externalUserId))
                .toList());
        if (around.people().byAlias(externalUserId).isEmpty()) {
            throw new Refusal(40096);
        }
        if (found.isEmpty()) {
            throw new Refusal(84061);
        }
        ObjectNode answer = Errcodes.ok();
        answer.set("external_contact", person(found.getFirst()));
        ArrayNode followers = answer.putArray("follow_user");
        found.forEach(contact -> followers.add(following(contact)));
        return answer;
    }

    private ObjectNode byUser(Company company, JsonNode body) {
        List<String> users = new ArrayList<>();
        body.path("userid_list").forEach(user -> users.add(user.asString("")));
        if (users.isEmpty() || users.size() > MOST_USERS_ASKED) {
            throw new Refusal(40058);
        }
        List<Contact> found = new ArrayList<>();
        for (String user : users) {
            if (!company.isMember(user)) {
                throw new Refusal(60111);
            }
            found.addAll(visible(company.of(user)));
        }
        ObjectNode answer = Errcodes.ok();
        ArrayNode shown = answer.putArray("external_contact_list");
        int next = page(found, body, 100, contact -> {
            ObjectNode one = shown.addObject();
            one.set("external_contact", person(contact));
            one.set("follow_info", following(contact));
        });
        answer.put("next_cursor", next > 0 ? String.valueOf(next) : "");
        return answer;
    }

    /** Shows one page; where the next begins, 0 for none. */
    private static <T> int page(List<T> all, JsonNode body, int most, java.util.function.Consumer<T> shown) {
        String cursor = body.path("cursor").asString("");
        int from = cursor.matches("[0-9]{1,9}") ? Integer.parseInt(cursor) : 0;
        int limit = Math.clamp(body.path("limit").asInt(most), 1, most);
        all.stream().skip(from).limit(limit).forEach(shown);
        return from + limit < all.size() ? from + limit : 0;
    }

    private List<Contact> visible(List<Contact> some) {
        Instant now = around.clock().instant();
        return some.stream()
                .filter(contact -> contact.confirmed()
                        && contact.lives(now)
                        && !contact.readableFrom().isAfter(now))
                .toList();
    }

    private ObjectNode person(Contact contact) {
        Person person = around.people().at(contact.mobile());
        return Errcodes.bare()
                .put("external_userid", contact.externalUserId())
                .put("name", person.name())
                .put("avatar", "")
                .put("type", 1)
                .put("gender", 0)
                .put("unionid", person.unionId());
    }

    private static ObjectNode following(Contact contact) {
        ObjectNode shown = Errcodes.bare()
                .put("userid", contact.userId())
                .put("remark", contact.remark())
                .put("description", "")
                .put("createtime", contact.since().getEpochSecond())
                .put("add_way", contact.configId().isEmpty() ? 3 : 1)
                .put("state", contact.state());
        shown.putArray("tags");
        return shown;
    }

    private ObjectNode welcome(Company company, JsonNode body) {
        String used = company.welcomeCodes.remove(body.path("welcome_code").asString(""));
        if (used == null
                || !acts.welcome(
                        company, used, body.path("text").path("content").asString(""))) {
            throw new Refusal(41051);
        }
        return Errcodes.ok();
    }

    private static String qrCode(String base, Way way) {
        return base + "/wecom/qr/" + way.configId() + ".svg";
    }
}
