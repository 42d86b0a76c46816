package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.carecontact.vendors.aliyun.AliyunSms;
import org.carecontact.vendors.tencent.TencentSms;
import org.carecontact.vendors.wechat.OfficialAccount;
import org.carecontact.vendors.wecom.WeCom;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that says it is the vendor, with a certificate that nobody signed. */
class StrangersTest {

    private static final Duration SHORT = Duration.ofSeconds(2);
    private static final char[] PASSWORD = "changeit".toCharArray();

    @TempDir
    @SuppressWarnings("NullAway.Init")
    Path folder;

    private final AtomicInteger requests = new AtomicInteger();

    @SuppressWarnings("NullAway.Init")
    private HttpsServer stranger;

    @BeforeEach
    void start() throws Exception {
        Path store = folder.resolve("stranger.p12");
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "stranger",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost,ip:127.0.0.1",
                        "-keystore",
                        store.toString(),
                        "-storepass",
                        new String(PASSWORD))
                .redirectErrorStream(true)
                .start();
        keytool.getInputStream().readAllBytes();
        assertThat(keytool.waitFor()).isZero();
        KeyStore keys = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(store)) {
            keys.load(in, PASSWORD);
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        SSLContext tls = SSLContext.getInstance("TLS");
        tls.init(managers.getKeyManagers(), null, null);
        stranger = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        stranger.setHttpsConfigurator(new HttpsConfigurator(tls));
        stranger.createContext("/", exchange -> {
            requests.incrementAndGet();
            exchange.close();
        });
        stranger.start();
    }

    @AfterEach
    void stop() {
        stranger.stop(0);
    }

    @Test
    void gets_no_request_and_no_secret() {
        URI url = URI.create("https://127.0.0.1:" + stranger.getAddress().getPort());
        Clock clock = Clock.systemUTC();
        LinkedHashMap<String, String> values = new LinkedHashMap<>();
        values.put("thing1", "x");
        Sms sms = new Sms("k-1", E164.parse("14010000001").orElseThrow(), "SMS_1", values, "测试医院");
        List<Outcome> outcomes = List.of(
                new AliyunSms(new AliyunAccount(url, "id", "hush", SHORT, SHORT, SHORT), clock).send(sms),
                new TencentSms(
                                new TencentAccount(url, "id", "hush", "ap-guangzhou", "1400", SHORT, SHORT, SHORT),
                                clock)
                        .send(sms),
                new OfficialAccount(
                                new WeChatAccount(url, url, "wx1", "hush", SHORT, SHORT),
                                TestTokenStores.fresh(),
                                clock)
                        .template("k-1", "open-1", "T1", "", values),
                new WeCom(new WeComAccount(url, "ww1", 1, "hush", SHORT, SHORT), TestTokenStores.fresh(), clock)
                        .message("k-1", "drli", "t", "d", "https://h.example"));
        assertThat(outcomes)
                .allSatisfy(outcome -> assertThat(outcome)
                        .isInstanceOfSatisfying(
                                Outcome.RefusedUntil.class,
                                refused -> assertThat(refused.code()).isEqualTo("unreachable")));
        assertThat(requests).hasValue(0);
    }
}
