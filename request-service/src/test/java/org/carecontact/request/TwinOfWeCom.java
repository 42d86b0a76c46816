package org.carecontact.request;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.carecontact.testsupport.Answer;
import org.carecontact.vendors.EncryptedCallbacks;
import org.carecontact.vendortwin.VendorTwin;
import org.carecontact.vendortwin.settings.TwinSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The WeCom of one hospital of the medical trade, with people who act in it, on the vendors' twin. */
final class TwinOfWeCom {

    static final String PATH = "q8w7e6r5t4y3u2i1o0p9a8s7";
    static final String OTHER_PATH = "a1s2d3f4g5h6j7k8l9z0abcdefgh24";

    private static final String CORP = "wwtest0000000001";
    private static final String OTHER_CORP = "wwtest0000000002";
    private static final String TOKEN = "QDG6eK";
    private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private static final EncryptedCallbacks CALLBACKS = new EncryptedCallbacks(TOKEN, KEY, CORP, Clock.systemUTC());
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    /** A contact that the vendor has. */
    record Contact(String user, String external, String mobile, boolean confirmed) {}

    private final VendorTwin twin;
    private final Map<String, String> mobiles = new ConcurrentHashMap<>();

    TwinOfWeCom() {
        try {
            twin = VendorTwin.start(TwinSettings.read("""
                    wecom:
                      - corp-id: %s
                        medical: true
                        apps: [{agent-id: 1000002, secret: testSecret}]
                        push: {token: %s, aes-key: %s}
                      - corp-id: %s
                        medical: false
                        apps: [{agent-id: 1000002, secret: testSecret}]
                    """.formatted(CORP, TOKEN, KEY, OTHER_CORP)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(twin::close));
    }

    /** The settings of this hospital. */
    Map<String, Object> settings(String hospital) {
        String its = "carecontact.channels.wecom." + hospital + ".";
        return Map.of(
                its + "api",
                twin.url(),
                its + "corp-id",
                CORP,
                its + "agent-id",
                "1000002",
                its + "secret",
                "testSecret",
                its + "callback-path",
                PATH,
                its + "callback-token",
                TOKEN,
                its + "callback-key",
                KEY);
    }

    /** The settings of a hospital that is not of the medical trade. */
    Map<String, Object> settingsOfAnother(String hospital) {
        String its = "carecontact.channels.wecom." + hospital + ".";
        return Map.of(
                its + "api",
                twin.url(),
                its + "corp-id",
                OTHER_CORP,
                its + "agent-id",
                "1000002",
                its + "secret",
                "testSecret",
                its + "callback-path",
                OTHER_PATH,
                its + "callback-token",
                TOKEN,
                its + "callback-key",
                KEY);
    }

    /** A member of the hospital that is not of the medical trade comes to have customers. */
    void addToAnother(String user, String who) {
        post("wecom/acts", Map.of("act", "add", "corp", OTHER_CORP, "user", user, "person", mobile(who)))
                .is(200);
    }

    /** Has the events pushed there; the twin checks the address as the vendor does. */
    void pushTo(URI address) {
        post("addresses", Map.of("vendor", "wecom", "account", CORP, "kind", "event", "url", address.toString()))
                .is(200);
    }

    /** Orders misbehaviour of pushes or calls. */
    void order(Map<String, Object> fault) {
        post("faults", fault).is(200);
    }

    void behave() {
        Answer.to(HttpRequest.newBuilder(uri("faults")).DELETE()).is(200);
    }

    // ---- people

    /** Somebody scans a QR code; returns what came of it. */
    String scan(String qr, String who) {
        String config = qr.substring(qr.lastIndexOf('/') + 1).replace(".svg", "");
        return post("wecom/acts", Map.of("act", "scan", "config", config, "person", mobile(who)))
                .text("scanned");
    }

    /** The doctor lets somebody in, if they wait. */
    void letIn(String user, String who) {
        contact(user, who).filter(contact -> !contact.confirmed()).ifPresent(contact -> act("confirm", contact));
    }

    /** The doctor adds somebody of their own. */
    void addOwn(String user, String who) {
        post("wecom/acts", Map.of("act", "add", "corp", CORP, "user", user, "person", mobile(who)))
                .is(200);
    }

    void patientLeaves(String user, String who) {
        contact(user, who).ifPresent(contact -> act("removed-by-person", contact));
    }

    void doctorRemoves(String user, String who) {
        contact(user, who).ifPresent(contact -> act("removed-by-member", contact));
    }

    private void act(String act, Contact contact) {
        // It may be gone meanwhile.
        post("wecom/acts", Map.of("act", act, "corp", CORP, "user", contact.user(), "external", contact.external()));
    }

    /** The contact of a doctor with somebody. */
    Optional<Contact> contact(String user, String who) {
        return contacts().stream()
                .filter(contact ->
                        contact.user().equals(user) && contact.mobile().equals(mobile(who)))
                .findFirst();
    }

    /** Returns whether a contact is with somebody. */
    boolean is(Contact contact, String who) {
        return contact.mobile().equals(mobile(who));
    }

    List<Contact> contacts() {
        List<Contact> all = new ArrayList<>();
        for (JsonNode one : get("wecom/contacts?corp=" + CORP)) {
            all.add(new Contact(
                    one.path("userId").asString(),
                    one.path("externalUserId").asString(),
                    one.path("mobile").asString(),
                    one.path("confirmed").asBoolean()));
        }
        return all;
    }

    /** What a doctor got as messages of the application. */
    int messages(String user) {
        return get("inbox?to=" + CORP + "/" + user).size();
    }

    private String mobile(String who) {
        return mobiles.computeIfAbsent(who, _ -> "+86140%08d".formatted(NUMBERS.incrementAndGet()));
    }

    // ---- callbacks made here

    /** The query and body of a callback, as WeCom sends it. */
    record Sealed(String query, String body) {

        static Sealed of(String xml) {
            return of(CORP, CALLBACKS.seal(xml));
        }

        /** As WeCom sends it to the hospital that is not of the medical trade. */
        static Sealed toAnother(String xml) {
            return of(OTHER_CORP, new EncryptedCallbacks(TOKEN, KEY, OTHER_CORP, Clock.systemUTC()).seal(xml));
        }

        private static Sealed of(String corp, EncryptedCallbacks.Sealed sealed) {
            return new Sealed(
                    query(sealed),
                    "<xml><ToUserName><![CDATA[" + corp + "]]></ToUserName><Encrypt><![CDATA[" + sealed.encrypt()
                            + "]]></Encrypt><AgentID>1000002</AgentID></xml>");
        }

        /** The query by which WeCom checks an address. */
        static String check(String text) {
            EncryptedCallbacks.Sealed sealed = CALLBACKS.seal(text);
            return query(sealed) + "&echostr=" + URLEncoder.encode(sealed.encrypt(), StandardCharsets.UTF_8);
        }

        private static String query(EncryptedCallbacks.Sealed sealed) {
            return "?msg_signature=" + sealed.signature() + "&timestamp=" + sealed.timestamp() + "&nonce="
                    + sealed.nonce();
        }
    }

    // ---- the twin's own interface

    private URI uri(String path) {
        return URI.create(twin.url() + "/twin/" + path);
    }

    JsonNode get(String path) {
        return Answer.to(HttpRequest.newBuilder(uri(path))).is(200).json();
    }

    private Answer post(String path, Map<String, ?> body) {
        return Answer.to(HttpRequest.newBuilder(uri(path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))));
    }
}
