package org.carecontact.notification.dispatch;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
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
    static final String WECOM_TOKEN = "twinPushToken";
    static final String AES_KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";

    private static final Pattern PLACE = Pattern.compile("\\{([a-z]+)}");
    private static final String SETTINGS = """
            report-after: PT0.1S
            aliyun:
              - {access-key-id: ak, access-key-secret: sk, signs: [测试医院], templates: []}
            tencent:
              - {secret-id: id, secret-key: key, sdk-app-id: "1400000001", signs: [测试医院], templates: [], daily-per-number: 50}
            wecom:
              - {corp-id: ww1, apps: [{agent-id: 1000002, secret: app}], push: {token: %s, aes-key: %s}}
            """.formatted(WECOM_TOKEN, AES_KEY);

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
            templates.merge(
                    vendor, "      " + name.replace(".text", "") + ": \"" + code + "\"\n", (one, other) -> one + other);
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
                    key-secret: sk
                    signature: 测试医院
                    callback: %2$s
                    templates:
                %5$s
                  tencent:
                    vendor: tencent
                    endpoint: %1$s
                    secret-id: id
                    secret-key: key
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
                    secret: app
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
                        AES_KEY);
    }

    /** Has the vendors report to the service. */
    void reportTo(String service) {
        for (String kind : List.of("report", "reply")) {
            String path = kind.equals("report") ? "/reports" : "/replies";
            post("/twin/addresses", address("aliyun", "ak", kind, service + "/callbacks/" + ALIYUN_PATH + path));
            post("/twin/addresses", address("tencent", "id", kind, service + "/callbacks/" + TENCENT_PATH + path));
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

    void replies(String from, String text) {
        HttpResponse<String> answer = post("/twin/replies", Map.of("from", from, "text", text));
        if (answer.statusCode() != 200) {
            throw new IllegalStateException(answer.body());
        }
    }

    /** Returns what somebody received. */
    JsonNode inbox(String to) {
        try {
            return json.readTree(http.send(
                            HttpRequest.newBuilder(URI.create(twin.url() + "/twin/inbox?to=" + to.replace("+", "%2B")))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString())
                    .body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private HttpResponse<String> post(String path, Object body) {
        try {
            return http.send(
                    HttpRequest.newBuilder(URI.create(twin.url() + path))
                            .header("Content-Type", "application/json")
                            .POST(HttpRequest.BodyPublishers.ofString(json.writeValueAsString(body)))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
