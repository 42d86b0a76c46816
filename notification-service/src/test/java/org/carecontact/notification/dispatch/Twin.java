package org.carecontact.notification.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.vendortwin.VendorTwin;
import org.carecontact.vendortwin.settings.TwinSettings;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The vendors' twin with one account each, at which every shipped text was handed in for approval. */
final class Twin {

    static final String ALIYUN_PATH = "aliyun-path-of-24-letters-";
    static final String TENCENT_PATH = "tencent-path-of-24-letters-";
    static final String WECOM_PATH = "wecom-path-of-24-letters-";
    static final String ACCOUNT_PATH = "account-path-of-24-letters-";
    static final String SECOND_ALIYUN_PATH = "second-aliyun-of-24-letters-";
    static final String SECOND_TENCENT_PATH = "second-tencent-of-24-letters-";
    static final String APP = "wx1";

    /** Of every account: what must be seen nowhere else. */
    static final String SECRET = "hush7c41d9e2";

    static final String WECOM_TOKEN = "twinPushToken";
    static final String AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final String SETTINGS = """
            report-after: PT0.1S
            aliyun:
              - {access-key-id: ak, access-key-secret: %3$s, signs: [测试医院], templates: []}
              - {access-key-id: ak2, access-key-secret: %3$s, signs: [测试医院], templates: []}
            tencent:
              - {secret-id: id, secret-key: %3$s, sdk-app-id: "1400000001", signs: [测试医院], templates: [], daily-per-number: 50}
              - {secret-id: id2, secret-key: %3$s, sdk-app-id: "1400000002", signs: [测试医院], templates: [], daily-per-number: 50}
            wecom:
              - {corp-id: ww1, apps: [{agent-id: 1000002, secret: %3$s}], push: {token: %1$s, aes-key: %2$s}}
            official-accounts:
              - {app-id: wx1, secret: %3$s, templates: [], push: {token: %1$s, aes-key: %2$s}}
            """.formatted(WECOM_TOKEN, AES_KEY, SECRET);

    private final JsonMapper json = new JsonMapper();
    private final HttpClient http = HttpClient.newHttpClient();
    private final VendorTwin twin;
    private final List<String> refused = new ArrayList<>();
    private final Map<String, String> templates = new TreeMap<>();

    Twin() {
        try {
            twin = VendorTwin.start(TwinSettings.read(SETTINGS));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Runtime.getRuntime().addShutdownHook(new Thread(twin::close));
        handIn("aliyun", "ak", "SMS_");
        handIn("tencent", "id", "2000");
        handIn("aliyun", "ak2", "SMS_");
        handIn("tencent", "id2", "2000");
        for (String vendor : List.of("official-account", "subscription")) {
            handInValues(vendor);
        }
    }

    /** Has the account choose a template with exactly the values that each shipped text fills. */
    private void handInValues(String vendor) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("content/" + vendor + ".zh.yml"));
        Map<String, List<String>> keys = new TreeMap<>();
        for (String name : Objects.requireNonNull(yaml.getObject()).stringPropertyNames()) {
            String[] parts = name.split("\\.", 2);
            keys.computeIfAbsent(parts[0], _ -> new ArrayList<>()).add(parts[1]);
        }
        boolean subscription = vendor.equals("subscription");
        Map<List<String>, String> ids = new TreeMap<>(Comparator.comparing(Object::toString));
        keys.forEach((subject, values) -> {
            values.sort(null);
            String id = ids.computeIfAbsent(values, _ -> vendor + "-template-" + ids.size());
            templates.merge(vendor, "      " + subject + ": \"" + id + "\"\n", (one, other) -> one + other);
        });
        ids.forEach((values, id) -> {
            HttpResponse<String> answer = post(
                    "/twin/templates",
                    Map.of(
                            "vendor",
                            "official-account",
                            "account",
                            APP,
                            "id",
                            id,
                            "subscription",
                            subscription,
                            "keys",
                            values));
            if (answer.statusCode() != 200) {
                refused.add(vendor + " " + id + ": " + answer.body());
            }
        });
    }

    /** Hands in every shipped text of a vendor; what is refused is remembered. */
    private void handIn(String vendor, String account, String prefix) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("content/" + vendor + ".zh.yml"));
        Properties texts = Objects.requireNonNull(yaml.getObject());
        int index = 10;
        for (String name : new TreeSet<>(texts.stringPropertyNames())) {
            String text = texts.getProperty(name).replace("{address}", "http://127.0.0.1:8108/r");
            int[] count = {0};
            String content = PLACE.matcher(text)
                    .replaceAll(place -> Matcher.quoteReplacement(
                            vendor.equals("tencent") ? "{" + ++count[0] + "}" : "${" + place.group(1) + "}"));
            String code = prefix + index++;
            if (!account.endsWith("2")) {
                templates.merge(
                        vendor,
                        "      " + name.replace(".text", "") + ": \"" + code + "\"\n",
                        (one, other) -> one + other);
            }
            HttpResponse<String> answer = post(
                    "/twin/templates", Map.of("vendor", vendor, "account", account, "code", code, "content", content));
            if (answer.statusCode() != 200) {
                refused.add(vendor + " " + name + ": " + answer.body());
            }
        }
    }

    /** Returns the texts that a vendor would not approve. */
    List<String> refused() {
        return refused;
    }

    String hospitalsFile() {
        return """
                people: invented
                order: [aliyun, tencent, doctors]
                providers:
                  aliyun:
                    vendor: aliyun
                    endpoint: %1$s
                    key-id: ak
                    key-secret: %9$s
                    signature: 测试医院
                    callback: %2$s
                    templates:
                %5$s
                  tencent:
                    vendor: tencent
                    endpoint: %1$s
                    secret-id: id
                    secret-key: %9$s
                    region: ap-guangzhou
                    app-id: "1400000001"
                    signature: 测试医院
                    callback: %3$s
                    templates:
                %6$s
                  doctors:
                    vendor: wecom
                    endpoint: %1$s
                    corp-id: ww1
                    agent-id: 1000002
                    secret: %9$s
                    token: %7$s
                    aes-key: %8$s
                    callback: %4$s
                """.formatted(
                        twin.url(),
                        ALIYUN_PATH,
                        TENCENT_PATH,
                        WECOM_PATH,
                        templates.get("aliyun"),
                        templates.get("tencent"),
                        WECOM_TOKEN,
                        AES_KEY,
                        SECRET);
    }

    /** A hospital whose patients are told by WeChat first, then by Tencent, then by Aliyun. */
    String followedHospitalsFile() {
        return """
                people: invented
                order: [account, subscription, tencent, aliyun, doctors]
                providers:
                  account:
                    vendor: official-account
                    endpoint: %1$s
                    open: %1$s
                    app-id: wx1
                    secret: %2$s
                    token: %3$s
                    aes-key: %4$s
                    callback: %5$s
                    templates:
                %8$s
                  subscription:
                    vendor: subscription
                    endpoint: %1$s
                    open: %1$s
                    app-id: wx1
                    secret: %2$s
                    templates:
                %9$s
                  tencent:
                    vendor: tencent
                    endpoint: %1$s
                    secret-id: id2
                    secret-key: %2$s
                    region: ap-guangzhou
                    app-id: "1400000002"
                    signature: 测试医院
                    callback: %7$s
                    templates:
                %11$s
                  aliyun:
                    vendor: aliyun
                    endpoint: %1$s
                    key-id: ak2
                    key-secret: %2$s
                    signature: 测试医院
                    callback: %6$s
                    templates:
                %10$s
                  doctors:
                    vendor: wecom
                    endpoint: %1$s
                    corp-id: ww1
                    agent-id: 1000002
                    secret: %2$s
                """.formatted(
                        twin.url(),
                        SECRET,
                        WECOM_TOKEN,
                        AES_KEY,
                        ACCOUNT_PATH,
                        SECOND_ALIYUN_PATH,
                        SECOND_TENCENT_PATH,
                        templates.get("official-account"),
                        templates.get("subscription"),
                        templates.get("aliyun"),
                        templates.get("tencent"));
    }

    /** Has the vendors report to the service. */
    void reportTo(String service) {
        for (String kind : List.of("report", "reply")) {
            String path = kind.equals("report") ? "/reports" : "/replies";
            post("/twin/addresses", address("aliyun", "ak", kind, service + "/callbacks/" + ALIYUN_PATH + path));
            post("/twin/addresses", address("tencent", "id", kind, service + "/callbacks/" + TENCENT_PATH + path));
            post(
                    "/twin/addresses",
                    address("aliyun", "ak2", kind, service + "/callbacks/" + SECOND_ALIYUN_PATH + path));
            post(
                    "/twin/addresses",
                    address("tencent", "id2", kind, service + "/callbacks/" + SECOND_TENCENT_PATH + path));
        }
        HttpResponse<String> taken = post(
                "/twin/addresses", address("official-account", APP, "event", service + "/callbacks/" + ACCOUNT_PATH));
        if (taken.statusCode() != 200) {
            throw new IllegalStateException(taken.body());
        }
    }

    private static Map<String, String> address(String vendor, String account, String kind, String url) {
        return Map.of("vendor", vendor, "account", account, "kind", kind, "url", url);
    }

    /** Orders a fault for the next call about this number or user. */
    void fault(String kind, String vendor, String of, boolean accepted, String code) {
        HttpResponse<String> answer = post(
                "/twin/faults",
                Map.of("kind", kind, "vendor", vendor, "of", of, "accepted", accepted, "times", 1, "code", code));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** Orders a fault as the twin's page would, for somebody or for all. */
    void order(Map<String, Object> fault) {
        HttpResponse<String> answer = post("/twin/faults", fault);
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** Returns the id of a subject's template. */
    String template(String vendor, String subject) {
        Matcher id = Pattern.compile(subject + ": \"([^\"]+)\"").matcher(templates.getOrDefault(vendor, ""));
        if (!id.find()) {
            throw new IllegalArgumentException(subject);
        }
        return id.group(1);
    }

    /** Ends all misbehaviour. */
    void behaves() {
        var _ = send(
                HttpRequest.newBuilder(URI.create(twin.url() + "/twin/faults")).DELETE());
    }

    /** Has a person do something at the official account; returns the person's open id there. */
    String does(String act, String person, String template) {
        HttpResponse<String> answer = post(
                "/twin/official-account/acts",
                Map.of("act", act, "account", APP, "person", person, "template", template));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
        return json.readTree(answer.body()).path("openId").asString("");
    }

    /** Returns one of the twin's lists: calls, counts, inbox. */
    JsonNode list(String name) {
        return json.readTree(send(HttpRequest.newBuilder(URI.create(twin.url() + "/twin/" + name))
                        .GET())
                .body());
    }

    void replies(String from, String text) {
        HttpResponse<String> answer = post("/twin/replies", Map.of("from", from, "text", text));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** Returns what somebody received. */
    JsonNode inbox(String to) {
        return list("inbox?to=" + to.replace("+", "%2B"));
    }

    private HttpResponse<String> post(String path, Object body) {
        return send(HttpRequest.newBuilder(URI.create(twin.url() + path))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body))));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return http.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
