package org.carecontact.vendortwin.settings;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * What the vendors know at the start.
 *
 * @param port 0 for a free one
 * @param hosts host names that callers may use beside loopback
 * @param reportAfter how long an SMS travels until its report
 * @param people numbers (E.164) and names of those who are there from the start
 */
public record TwinSettings(
        String address,
        int port,
        List<String> hosts,
        Duration reportAfter,
        Map<String, String> people,
        List<AliyunAccount> aliyun,
        List<TencentAccount> tencent,
        List<WeComCompany> wecom,
        List<WeChatAccount> officialAccounts) {

    private static final String SANDBOX = "/vendor-twin-sandbox.yml";

    /** The names that settings may use as {{name}}, where nobody gave others; an address with an unknown name is none. */
    public static final Map<String, String> NAMES =
            Map.of("pages", "https://care.example.cn", "report-after", "PT0.2S", "people", "{}", "members", "[]");

    /** The sandbox's accounts, whose keys are invented; on a free port of loopback. */
    public static TwinSettings sandbox() {
        return read(sandboxText());
    }

    /** The sandbox's settings as they are written. */
    public static String sandboxText() {
        try (InputStream file = TwinSettings.class.getResourceAsStream(SANDBOX)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + SANDBOX);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads YAML of the sandbox's form; a missing key of an account throws {@link IllegalArgumentException}. */
    public static TwinSettings read(String yaml) {
        return read(yaml, NAMES);
    }

    /** The same with other names. */
    public static TwinSettings read(String yaml, Map<String, String> names) {
        String named = yaml;
        for (Map.Entry<String, String> name : names.entrySet()) {
            named = named.replace("{{" + name.getKey() + "}}", name.getValue());
        }
        Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(named);
        JsonNode root = new JsonMapper().valueToTree(read);
        return new TwinSettings(
                text(root, "address", "127.0.0.1"),
                root.path("port").asInt(0),
                texts(root, "hosts"),
                Duration.parse(text(root, "report-after", "PT0.2S")),
                named(root.path("people")),
                each(root, "aliyun", TwinSettings::aliyun),
                each(root, "tencent", TwinSettings::tencent),
                each(root, "wecom", TwinSettings::company),
                each(root, "official-accounts", TwinSettings::officialAccount));
    }

    /** The same on this address and port, reachable by these host names too. */
    public TwinSettings at(String otherAddress, int otherPort, List<String> otherHosts) {
        return new TwinSettings(
                otherAddress, otherPort, otherHosts, reportAfter, people, aliyun, tencent, wecom, officialAccounts);
    }

    private static AliyunAccount aliyun(JsonNode node) {
        return new AliyunAccount(
                needed(node, "access-key-id"),
                new Secret(needed(node, "access-key-secret")),
                texts(node, "signs"),
                each(node, "templates", TwinSettings::smsTemplate),
                node.path("daily-per-number").asInt(50),
                node.path("daily-for-all").asInt(1_000_000),
                address(node, "report-url"),
                address(node, "reply-url"));
    }

    private static TencentAccount tencent(JsonNode node) {
        return new TencentAccount(
                needed(node, "secret-id"),
                new Secret(needed(node, "secret-key")),
                needed(node, "sdk-app-id"),
                texts(node, "signs"),
                each(node, "templates", TwinSettings::smsTemplate),
                node.path("daily-per-number").asInt(10),
                address(node, "status-url"),
                address(node, "reply-url"));
    }

    /** Reads a template as settings and the twin's own HTTP interface write it. */
    public static SmsTemplate smsTemplate(JsonNode node) {
        Map<String, Integer> longest = new LinkedHashMap<>();
        node.path("longest")
                .properties()
                .forEach(entry -> longest.put(entry.getKey(), entry.getValue().asInt()));
        return new SmsTemplate(
                needed(node, "code"),
                needed(node, "content"),
                SmsTemplate.Kind.valueOf(text(node, "kind", "NOTIFICATION").toUpperCase(java.util.Locale.ROOT)),
                longest);
    }

    private static WeComCompany company(JsonNode node) {
        return new WeComCompany(
                needed(node, "corp-id"),
                text(node, "name", needed(node, "corp-id")),
                node.path("medical").asBoolean(true),
                each(
                        node,
                        "apps",
                        app -> new WeComCompany.App(
                                app.path("agent-id").asLong(),
                                new Secret(needed(app, "secret")),
                                app.path("customers").asBoolean(true))),
                node.path("daily-messages").asInt(200_000),
                texts(node, "users"),
                push(node.path("push")));
    }

    private static WeChatAccount officialAccount(JsonNode node) {
        return new WeChatAccount(
                needed(node, "app-id"),
                new Secret(needed(node, "secret")),
                text(node, "name", needed(node, "app-id")),
                each(node, "templates", TwinSettings::weChatTemplate),
                node.path("daily-templates").asInt(100_000),
                texts(node, "oauth-hosts"),
                push(node.path("push")));
    }

    /** Reads a template as settings and the twin's own HTTP interface write it. */
    public static WeChatAccount.Template weChatTemplate(JsonNode node) {
        return new WeChatAccount.Template(
                needed(node, "id"),
                node.path("subscription").asBoolean(false),
                text(node, "title", needed(node, "id")),
                texts(node, "keys"));
    }

    private static Push push(JsonNode node) {
        return new Push(
                address(node, "url"), new Secret(text(node, "token", "")), new Secret(text(node, "aes-key", "")));
    }

    private static <T> List<T> each(JsonNode node, String name, Function<JsonNode, T> reader) {
        List<T> all = new ArrayList<>();
        node.path(name).forEach(one -> all.add(reader.apply(one)));
        return List.copyOf(all);
    }

    private static List<String> texts(JsonNode node, String name) {
        return each(node, name, JsonNode::asString);
    }

    private static Map<String, String> named(JsonNode node) {
        Map<String, String> all = new LinkedHashMap<>();
        node.properties()
                .forEach(entry -> all.put(entry.getKey(), entry.getValue().asString()));
        return all;
    }

    private static String needed(JsonNode node, String name) {
        String value = text(node, name, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("the settings lack " + name);
        }
        return value;
    }

    private static String address(JsonNode node, String name) {
        String address = text(node, name, "");
        return address.contains("{{") ? "" : address;
    }

    private static String text(JsonNode node, String name, String otherwise) {
        JsonNode value = node.path(name);
        return value.isMissingNode() || value.isNull() ? otherwise : value.asString();
    }
}
