package org.carecontact.notification.providers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.List;
import java.util.Objects;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.dispatch.RunningNotifications;
import org.carecontact.testsupport.Eventually;
import org.carecontact.vendors.tokens.MongoTokens;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class SettingsReaderTest {

    private static final String GOOD = """
            people: real
            language: zh
            zone: Asia/Shanghai
            quiet: {from: "21:30", until: "08:00", rest-days-until: "09:30"}
            order: [account, aliyun, tencent, doctors]
            codes: [aliyun, tencent, account]
            providers:
              aliyun: {vendor: aliyun, key-id: id, key-secret: env:SECRET, signature: 测试医院,
                callback: aliyun-path-of-more-than-24, templates: {CONSENT_ASKED: SMS_1}}
              tencent: {vendor: tencent, secret-id: id, secret-key: env:SECRET, region: ap-guangzhou, app-id: "1400006666",
                signature: 测试医院, templates: {CONSENT_ASKED: "1110"}}
              account: {vendor: official-account, app-id: wx1, secret: env:SECRET, token: tok,
                aes-key: jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C, callback: account-path-of-more-than-24,
                templates: {CONSENT_ASKED: t1}}
              doctors: {vendor: wecom, corp-id: ww1, agent-id: 1000002, secret: env:SECRET}
            """;

    /** The same with its own secrets of paths. */
    private static final String OTHERS = GOOD.replace("-path-of", "-way-of-ours-of");

    private final Kernel kernel = RunningNotifications.SERVICE.bean(Kernel.class);
    private final SettingsReader reader = new SettingsReader(
            new MongoTokens(
                    kernel.database(),
                    RunningNotifications.SERVICE.bean(Seal.class),
                    RunningNotifications.SERVICE.bean(Clock.class)),
            RunningNotifications.SERVICE.bean(Clock.class),
            "https://care.example.org/r",
            Given.here(name -> name.equals("SECRET") ? "s3cr3t-value" : null),
            _ -> {});

    @TempDir
    private Path folder;

    private Path own;

    @BeforeEach
    void folders() throws IOException {
        own = Files.createDirectories(folder.resolve("texts"));
    }

    @Test
    void a_hospitals_file_names_its_providers_in_their_order_and_those_for_codes() throws IOException {
        Files.writeString(folder.resolve("providers.yml"), GOOD);
        HospitalSettings read = reader.read("tongren", folder).orElseThrow();
        assertThat(read.order()).extracting(Provider::name).containsExactly("account", "aliyun", "tencent", "doctors");
        assertThat(read.codes()).extracting(Provider::name).containsExactly("aliyun", "tencent", "account");
        assertThat(Objects.requireNonNull(read.quiet()).restUntil()).isEqualTo(LocalTime.of(9, 30));
        assertThat(read.doors()).hasSize(2);
        assertThat(read.order())
                .extracting(provider -> provider.dropsRepetitions(Duration.ZERO))
                .containsExactly(true, false, false, true);
        assertThat(read.toString()).doesNotContain("s3cr3t-value");
    }

    @Test
    void where_there_is_no_folder_nobody_has_set_anything() {
        assertThat(reader.read("tongren", folder.resolve("nowhere"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "people: real | people: maybe | 'maybe' is none of",
                "people: real | people: invented | people who are invented are never sent to by a vendor itself",
                "language: zh | language: fr | 'fr' is none of",
                "Asia/Shanghai | Mars/Base | is no time zone",
                "\"21:30\" | \"25:30\" | is no time of day",
                "until: \"08:00\" | until: \"10:00\" | quiet hours go from an evening",
                "order: [account, | order: [account, account, | stands there twice",
                "order: [account, | order: [nobody, | 'nobody' is none of",
                "vendor: aliyun | vendor: pigeon | 'pigeon' is none of",
                "key-secret: env:SECRET | key-secret: env:MISSING | the secret is not where it is said to be",
                "key-secret: env:SECRET | key-secret: file:/nowhere/at/all | the secret is not where it is said to be",
                "callback: aliyun-path-of-more-than-24 | callback: short | the secret of a path has at least 24",
                "account-path-of-more-than-24 | aliyun-path-of-more-than-24 | 'aliyun' has this secret of a path too",
                "{CONSENT_ASKED: SMS_1} | {GREETING: SMS_1} | unknown key 'GREETING'",
                "token: tok, | `` | 'token' is missing",
                "agent-id: 1000002 | agent-id: ours | expected a number",
                "key-id: id | key-idea: id | unknown key 'key-idea'",
                "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C | short | an EncodingAESKey has 43 characters"
            })
    void what_is_wrong_is_said_with_its_place(String right, String wrong, String message) {
        String text = GOOD.replace(right, wrong);
        assertThat(text).isNotEqualTo(GOOD);
        assertThatExceptionOfType(SettingsRefused.class)
                .isThrownBy(() -> reader.settings("tongren", "tongren.yml", text, own))
                .withMessageContaining(message)
                .withMessageContaining("tongren.yml, line")
                .satisfies(refused -> assertThat(refused.getMessage()).doesNotContain("s3cr3t-value"));
    }

    @Test
    void a_changed_file_is_read_again_and_a_bad_one_changes_nothing() throws Exception {
        Path hospital = Files.createDirectories(folder.resolve("hospitals/tongren"));
        Path file = Files.writeString(hospital.resolve("providers.yml"), GOOD);
        try (ProviderFiles files = new ProviderFiles(reader, hospital.getParent(), Duration.ofMillis(20))) {
            assertThat(names(files)).hasSize(4);
            replace(file, GOOD.replace("order: [account, aliyun, tencent, doctors]", "order: [nobody]"));
            replace(
                    Files.createDirectories(hospital.resolveSibling("yunyi")).resolve("providers.yml"),
                    OTHERS.replace("order: [account, aliyun, tencent, doctors]", "order: [tencent]"));
            Eventually.holds(() -> files.of("yunyi").isPresent());
            assertThat(names(files)).hasSize(4);
            replace(file, GOOD.replace("order: [account, aliyun, tencent, doctors]", "order: [aliyun, doctors]"));
            Eventually.holds(() -> names(files).equals(List.of("aliyun", "doctors")));
            Files.delete(file);
            Eventually.holds(() -> files.of("tongren").isEmpty());
        }
    }

    @Test
    void two_hospitals_never_have_the_same_secret_of_a_path() throws Exception {
        Path hospital = Files.createDirectories(folder.resolve("hospitals/tongren"));
        Path other = Files.createDirectories(hospital.resolveSibling("yunyi")).resolve("providers.yml");
        Files.writeString(hospital.resolve("providers.yml"), GOOD);
        Files.writeString(other, GOOD);
        assertThatExceptionOfType(SettingsRefused.class)
                .isThrownBy(() -> new ProviderFiles(reader, hospital.getParent(), Duration.ofHours(1)))
                .withMessageMatching("(tongren|yunyi)/providers.yml: the callback of '(account|aliyun)' has the secret"
                        + " of a path of another hospital; each needs its own");
        Files.writeString(other, OTHERS);
        try (ProviderFiles files = new ProviderFiles(reader, hospital.getParent(), Duration.ofMillis(20))) {
            Doors doors = new Doors(files::all);
            replace(other, GOOD.replace("order: [account, aliyun, tencent, doctors]", "order: [tencent]"));
            replace(
                    hospital.resolve("providers.yml"),
                    GOOD.replace("order: [account, aliyun, tencent, doctors]", "order: [aliyun]"));
            Eventually.holds(() -> names(files).equals(List.of("aliyun")));
            assertThat(files.of("yunyi").orElseThrow().order()).hasSize(4);
            assertThat(doors.behind("aliyun-path-of-more-than-24").orElseThrow().hospital())
                    .isEqualTo("tongren");
        }
    }

    private static List<String> names(ProviderFiles files) {
        return files.of("tongren").orElseThrow().order().stream()
                .map(Provider::name)
                .toList();
    }

    /** In one step, as a hospital is taken over. */
    private static void replace(Path file, String text) throws IOException {
        Files.move(Files.writeString(file.resolveSibling(".draft"), text), file, StandardCopyOption.ATOMIC_MOVE);
    }

    @Test
    void a_file_is_checked_where_its_secrets_are_not_known() throws Exception {
        String elsewhere = GOOD.replace("token: tok,", "token: env:TOKEN, endpoint: env:VENDORS_URL,")
                .replace("aes-key: jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C", "aes-key: file:/nowhere");
        assertThat(ProvidersCheck.of("tongren", "providers.yml", elsewhere, own))
                .isEqualTo(4);
        Files.writeString(own.resolve("aliyun.zh.yml"), "CONSENT_ASKED:\n  text: \"您的检查报告，编号{entry}\"\n");
        assertThatExceptionOfType(ProvidersCheck.Refused.class)
                .isThrownBy(() -> ProvidersCheck.of("tongren", "providers.yml", elsewhere, own))
                .withMessageContaining("检查");
    }

    @Test
    void a_hospitals_own_text_is_checked_when_its_settings_are() throws IOException {
        Files.writeString(own.resolve("aliyun.zh.yml"), "CONSENT_ASKED:\n  text: \"您的检查报告，编号{entry}\"\n");
        assertThatExceptionOfType(SettingsRefused.class)
                .isThrownBy(() -> reader.settings("tongren", "tongren.yml", GOOD, own))
                .withMessageContaining("检查");
    }

    @Test
    void somebody_who_is_invented_is_never_sent_to_by_a_vendor_itself() {
        Provider aliyun =
                reader.settings("tongren", "tongren.yml", GOOD, own).codes().getFirst();
        for (String written : new String[] {"14010000001", "+86 140 1000 0001", "0086-14010000001"}) {
            assertThat(aliyun.send(Message.plain("k", "sms", written, NoticeKind.CONSENT_ASKED, "")))
                    .isEqualTo(new CallOutcome.RefusedForGood("invented-person"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://dysmsapi.aliyuncs.com, true",
        "https://DYSMSAPI.ALIYUNCS.COM, true",
        "https://sms.tencentcloudapi.com, true",
        "https://api.weixin.qq.com, true",
        "https://qyapi.weixin.qq.com, true",
        "http://127.0.0.1:9100, false",
        "https://aliyuncs.com.example.org, false",
        "https://notaliyuncs.com, false"
    })
    void a_vendor_is_known_by_its_host(String address, boolean real) {
        assertThat(InventedPeople.isRealVendor(URI.create(address))).isEqualTo(real);
    }
}
