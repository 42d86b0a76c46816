package org.carecontact.notification.providers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.carecontact.kernel.keys.Digest;
import org.carecontact.notification.content.ContentRefused;
import org.carecontact.notification.content.Wordings;
import org.carecontact.notification.content.domain.Vendor;
import org.carecontact.notification.timing.domain.QuietHours;
import org.carecontact.vendors.AliyunAccount;
import org.carecontact.vendors.EncryptedCallbacks;
import org.carecontact.vendors.TencentAccount;
import org.carecontact.vendors.WeChatAccount;
import org.carecontact.vendors.WeComAccount;
import org.carecontact.vendors.aliyun.AliyunSms;
import org.carecontact.vendors.tencent.TencentSms;
import org.carecontact.vendors.tokens.Tokens;
import org.carecontact.vendors.wechat.OfficialAccount;
import org.carecontact.vendors.wecom.WeCom;
import org.jspecify.annotations.Nullable;

/**
 * Reads a hospital's file of providers, {@code providers.yml} in its folder, and its own texts in the folder {@code texts}
 * beside it. A secret is never said.
 */
// Longer than 300 lines: one file, read from its top to its end.
final class SettingsReader {

    /** The name of the file. */
    static final String FILE = "providers.yml";

    /** The folder of a hospital's own texts. */
    static final String TEXTS = "texts";

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9-]{1,29}");
    private static final int SHORTEST_CALLBACK = 24;
    /** A call has ended by then, at every vendor. */
    static final Duration LONGEST_CALL = Duration.ofSeconds(20);

    private static final Duration REST_OF_A_CALL = Duration.ofSeconds(2);
    /** A token may have to be fetched and the call be made twice. */
    private static final int CALLS = 4;

    private final Tokens tokens;
    private final Clock clock;
    private final String address;
    private final Given given;
    private final SmsProvider.Counted segments;

    /**
     * Reads for one installation.
     *
     * @param address the constant address in every SMS
     * @param given the values that stand elsewhere
     */
    SettingsReader(Tokens tokens, Clock clock, String address, Given given, SmsProvider.Counted segments) {
        this.tokens = tokens;
        this.clock = clock;
        this.address = address;
        this.given = given;
        this.segments = segments;
    }

    /**
     * Reads what a hospital's folder says; empty where it says nothing of providers.
     *
     * @throws SettingsRefused with the first thing that is wrong
     */
    Optional<HospitalSettings> read(String hospital, Path folder) {
        Path file = folder.resolve(FILE);
        try {
            return Files.isRegularFile(file)
                    ? Optional.of(
                            settings(hospital, hospital + "/" + FILE, Files.readString(file), folder.resolve(TEXTS)))
                    : Optional.empty();
        } catch (MalformedInputException _) {
            throw new SettingsRefused(hospital + "/" + FILE + ", line 1, column 1: the file is written in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads one hospital's file. */
    HospitalSettings settings(String hospital, String file, String text, Path texts) {
        SettingsEntry root = SettingsEntry.root(file, text);
        Map<String, SettingsEntry> fields =
                root.fields("people", "language", "zone", "quiet", "order", "codes", "providers");
        boolean invented = root.need(fields, "people")
                .oneOf(List.of("real", "invented"), choice -> choice)
                .equals("invented");
        SettingsEntry said = fields.get("language");
        String language = said == null ? "zh" : said.oneOf(List.of("zh", "en"), choice -> choice);
        Map<String, Provider> providers = new LinkedHashMap<>();
        Map<String, Door> doors = new HashMap<>();
        root.need(fields, "providers").map().forEach((name, entry) -> {
            if (!NAME.matcher(name).matches()) {
                throw entry.refusedKey("'" + name + "' is no name of a provider as aliyun-main");
            }
            Account account = new Account(hospital, name, language, texts, invented, entry);
            providers.put(name, account.provider());
            account.door(doors);
        });
        List<Provider> order = order(root.need(fields, "order"), providers);
        SettingsEntry codes = fields.get("codes");
        return new HospitalSettings(
                hospital,
                language,
                quiet(fields.get("quiet"), fields.get("zone")),
                order,
                codes == null ? order : order(codes, providers),
                doors);
    }

    private static List<Provider> order(SettingsEntry entry, Map<String, Provider> providers) {
        List<Provider> order = new ArrayList<>();
        Set<String> seen = new HashSet<>();
        for (SettingsEntry one : entry.oneOrMore()) {
            String name = one.oneOf(providers.keySet(), choice -> choice);
            if (!seen.add(name)) {
                throw one.refused("'" + name + "' stands there twice");
            }
            order.add(providers.get(name));
        }
        return order;
    }

    private static @Nullable QuietHours quiet(@Nullable SettingsEntry entry, @Nullable SettingsEntry zone) {
        if (entry == null) {
            return null;
        }
        ZoneId in = zone == null ? ZoneId.of("Asia/Shanghai") : zone.zone();
        Map<String, SettingsEntry> fields = entry.fields("from", "until", "rest-days-until");
        return entry.build(same -> {
            SettingsEntry until = same.need(fields, "until");
            SettingsEntry rest = fields.getOrDefault("rest-days-until", until);
            return new QuietHours(in, same.need(fields, "from").time(), until.time(), rest.time());
        });
    }

    /** One provider of a file. */
    private final class Account {

        private final String hospital;
        private final String name;
        private final String language;
        private final Path texts;
        private final boolean invented;
        private final SettingsEntry entry;
        private final Map<String, SettingsEntry> fields;
        private final Vendor vendor;

        Account(String hospital, String name, String language, Path texts, boolean invented, SettingsEntry entry) {
            this.hospital = hospital;
            this.name = name;
            this.language = language;
            this.texts = texts;
            this.invented = invented;
            this.entry = entry;
            this.vendor = entry.deciding(entry.map(), "vendor").oneOf(List.of(Vendor.values()), Vendor::spelled);
            this.fields = entry.fields(
                    switch (vendor) {
                        case ALIYUN ->
                            new String[] {
                                "vendor", "endpoint", "key-id", "key-secret", "signature", "callback", "templates"
                            };
                        case TENCENT ->
                            new String[] {
                                "vendor",
                                "endpoint",
                                "secret-id",
                                "secret-key",
                                "region",
                                "app-id",
                                "signature",
                                "callback",
                                "templates"
                            };
                        case OFFICIAL_ACCOUNT, SUBSCRIPTION ->
                            new String[] {
                                "vendor",
                                "endpoint",
                                "open",
                                "app-id",
                                "secret",
                                "token",
                                "aes-key",
                                "callback",
                                "templates"
                            };
                        case WECOM ->
                            new String[] {
                                "vendor",
                                "endpoint",
                                "corp-id",
                                "agent-id",
                                "secret",
                                "user",
                                "token",
                                "aes-key",
                                "callback"
                            };
                    });
        }

        Provider provider() {
            return switch (vendor) {
                case ALIYUN -> {
                    AliyunAccount account = new AliyunAccount(
                            endpoint("endpoint", "https://dysmsapi.aliyuncs.com"),
                            secret("key-id"),
                            secret("key-secret"));
                    yield new SmsProvider(
                            name,
                            new AliyunSms(account, clock),
                            text("signature"),
                            templates(),
                            wordings(text("signature")),
                            account.connectTimeout().plus(account.readTimeout()).plus(REST_OF_A_CALL),
                            InventedPeople.isRealVendor(account.endpoint()),
                            false,
                            segments);
                }
                case TENCENT -> {
                    TencentAccount account = new TencentAccount(
                            endpoint("endpoint", "https://sms.tencentcloudapi.com"),
                            secret("secret-id"),
                            secret("secret-key"),
                            text("region"),
                            text("app-id"));
                    yield new SmsProvider(
                            name,
                            new TencentSms(account, clock),
                            text("signature"),
                            templates(),
                            wordings(text("signature")),
                            account.connectTimeout().plus(account.readTimeout()).plus(REST_OF_A_CALL),
                            InventedPeople.isRealVendor(account.endpoint()),
                            true,
                            segments);
                }
                case OFFICIAL_ACCOUNT, SUBSCRIPTION -> {
                    WeChatAccount account = new WeChatAccount(
                            endpoint("endpoint", "https://api.weixin.qq.com"),
                            endpoint("open", "https://open.weixin.qq.com"),
                            text("app-id"),
                            secret("secret"));
                    yield new WeChatProvider(
                            name,
                            vendor,
                            new OfficialAccount(account, tokens, clock),
                            templates(),
                            wordings(""),
                            account.readTimeout().multipliedBy(CALLS));
                }
                case WECOM -> {
                    WeComAccount account = new WeComAccount(
                            endpoint("endpoint", "https://qyapi.weixin.qq.com"),
                            text("corp-id"),
                            entry.need(fields, "agent-id").number(1, Integer.MAX_VALUE),
                            secret("secret"));
                    yield new WeComProvider(
                            name,
                            new WeCom(account, tokens, clock),
                            user(),
                            wordings(""),
                            account.readTimeout().multipliedBy(CALLS));
                }
            };
        }

        /** Adds where the vendor reports to, if the file has a secret for it. */
        void door(Map<String, Door> doors) {
            SettingsEntry callback = fields.get("callback");
            if (callback == null) {
                return;
            }
            String secret = callback.secret(given);
            if (secret.length() < SHORTEST_CALLBACK || !secret.matches("[A-Za-z0-9_-]+")) {
                throw callback.refused(
                        "the secret of a path has at least " + SHORTEST_CALLBACK + " letters, digits, - and _");
            }
            EncryptedCallbacks callbacks = switch (vendor) {
                case ALIYUN, TENCENT -> null;
                case OFFICIAL_ACCOUNT, SUBSCRIPTION -> encrypted(text("app-id"));
                case WECOM -> encrypted(text("corp-id"));
            };
            Door other = doors.putIfAbsent(Digest.hex(secret), new Door(hospital, name, vendor, callbacks));
            if (other != null) {
                throw callback.refused("'" + other.provider() + "' has this secret of a path too; each needs its own");
            }
        }

        private EncryptedCallbacks encrypted(String receiver) {
            String token = secret("token");
            String key = secret("aes-key");
            return entry.build(_ -> new EncryptedCallbacks(token, key, receiver, clock));
        }

        private URI endpoint(String field, String usual) {
            SettingsEntry said = fields.get(field);
            URI endpoint = said == null ? URI.create(usual) : said.address(given);
            if (invented && InventedPeople.isRealVendor(endpoint)) {
                throw (said == null ? entry : said)
                        .refused("people who are invented are never sent to by a vendor itself; set a stand-in");
            }
            return endpoint;
        }

        private String user() {
            SettingsEntry said = fields.get("user");
            if (said != null && !said.text().contains(WeComProvider.DOCTOR)) {
                throw said.refused("'" + said.text() + "' names one person; write " + WeComProvider.DOCTOR
                        + " where the hospital's own id of the doctor belongs");
            }
            return said == null ? WeComProvider.DOCTOR : said.text();
        }

        private String text(String field) {
            return entry.need(fields, field).text();
        }

        private String secret(String field) {
            return entry.need(fields, field).secret(given);
        }

        private Map<String, String> templates() {
            Map<String, String> templates = new HashMap<>();
            entry.need(fields, "templates")
                    .fields(Wordings.subjects(vendor).toArray(String[]::new))
                    .forEach((subject, id) -> templates.put(subject, id.text()));
            return templates;
        }

        private Wordings wordings(String signature) {
            try {
                return Wordings.read(texts, vendor, language, signature, address);
            } catch (ContentRefused e) {
                throw entry.refused("its texts: " + e.getMessage());
            }
        }
    }
}
