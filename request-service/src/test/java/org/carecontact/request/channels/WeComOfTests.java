package org.carecontact.request.channels;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.function.BiConsumer;
import org.carecontact.vendors.EncryptedCallbacks;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.context.DynamicPropertyRegistry;

/** The WeCom of a hospital in tests: everything but the vendor's own HTTP. */
@TestConfiguration(proxyBeanMethods = false)
public class WeComOfTests {

    public static final String PATH = "q8w7e6r5t4y3u2i1o0p9";

    private static final String TOKEN = "QDG6eK";
    private static final String KEY = "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C";
    private static final EncryptedCallbacks CALLBACKS = new EncryptedCallbacks(TOKEN, KEY, "corp", Clock.systemUTC());

    private static volatile BiConsumer<WeComInMemory, String> hearing = (_, _) -> {};

    public static final WeComInMemory VENDOR =
            new WeComInMemory(Clock.systemUTC(), xml -> hearing.accept(vendor(), xml));

    private static WeComInMemory vendor() {
        return VENDOR;
    }

    @Bean
    ChannelsConfiguration.Clients clientsOfTests() {
        return _ -> VENDOR;
    }

    /** Sets who hears what happens at the vendor. */
    public static void heardBy(BiConsumer<WeComInMemory, String> listener) {
        hearing = listener;
    }

    /** The settings of a hospital of the medical trade. */
    public static void settings(DynamicPropertyRegistry properties, String hospital, boolean medical) {
        String its = "carecontact.channels.wecom." + hospital + ".";
        properties.add(its + "api", () -> "http://127.0.0.1:1");
        properties.add(its + "corp-id", () -> "corp");
        properties.add(its + "agent-id", () -> "1000002");
        properties.add(its + "secret", () -> "secret");
        properties.add(its + "medical", () -> String.valueOf(medical));
        properties.add(its + "callback-path", () -> PATH);
        properties.add(its + "callback-token", () -> TOKEN);
        properties.add(its + "callback-key", () -> KEY);
        properties.add("carecontact.channels.first-back-off", () -> "20ms");
        properties.add("carecontact.channels.look", () -> "200ms");
        properties.add("carecontact.channels.longest-back-off", () -> "200ms");
        properties.add("carecontact.channels.settle", () -> "0s");
        properties.add("carecontact.channels.reconcile", () -> "0s");
    }

    /** A callback as WeCom sends it. */
    public record Sealed(String query, String body) {

        public static Sealed of(String xml) {
            EncryptedCallbacks.Sealed sealed = CALLBACKS.seal(xml);
            return new Sealed(
                    query(sealed),
                    "<xml><ToUserName><![CDATA[corp]]></ToUserName><Encrypt><![CDATA[" + sealed.encrypt()
                            + "]]></Encrypt><AgentID>1000002</AgentID></xml>");
        }

        /** The address that WeCom checks. */
        public static String check(String text) {
            EncryptedCallbacks.Sealed sealed = CALLBACKS.seal(text);
            return query(sealed) + "&echostr=" + URLEncoder.encode(sealed.encrypt(), StandardCharsets.UTF_8);
        }

        private static String query(EncryptedCallbacks.Sealed sealed) {
            return "?msg_signature=" + sealed.signature() + "&timestamp=" + sealed.timestamp() + "&nonce="
                    + sealed.nonce();
        }
    }
}
