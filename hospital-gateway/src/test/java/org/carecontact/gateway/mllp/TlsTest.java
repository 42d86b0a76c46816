package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.carecontact.localparts.Ports;
import org.carecontact.testsupport.RunningService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** MLLP over TLS, where who sends has to show a certificate. */
class TlsTest extends RunningGateway {

    private static final String PASSWORD = "changeit";
    private static final HospitalsFolder FOLDER = HospitalsFolder.of(HOSPITALS);
    private static final Identity GATEWAY = Identity.of("gateway");
    private static final Identity HIS = Identity.of("his");
    private static final Identity STRANGER = Identity.of("stranger");
    private static final RunningService WITH_TLS = gateway(FOLDER.feed(
                    "tongren",
                    Ports.free(),
                    "tls: { certificate: " + GATEWAY.pem("certificate") + ", key: " + GATEWAY.pem("key") + ", clients: "
                            + HIS.pem("certificate") + " }"))
            .start();

    TlsTest() {
        super(WITH_TLS);
    }

    /** A key and its certificate, which keytool made. */
    private record Identity(Path store) {

        static Identity of(String name) {
            try {
                Path store = Files.createTempDirectory("tls").resolve(name + ".p12");
                List<String> command =
                        new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString()));
                command.addAll(List.of("-genkeypair", "-alias", name, "-keyalg", "EC", "-dname", "CN=" + name));
                command.addAll(List.of("-validity", "2", "-ext", "SAN=ip:127.0.0.1", "-storetype", "PKCS12"));
                command.addAll(List.of("-keystore", store.toString(), "-storepass", PASSWORD));
                assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                        .isZero();
                return new Identity(store);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        }

        KeyStore open() {
            try (InputStream in = new FileInputStream(store.toFile())) {
                KeyStore keys = KeyStore.getInstance("PKCS12");
                keys.load(in, PASSWORD.toCharArray());
                return keys;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        Certificate certificate() {
            try {
                KeyStore keys = open();
                return keys.getCertificate(keys.aliases().nextElement());
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A file in PEM: the certificate or the key. */
        Path pem(String what) {
            try {
                KeyStore keys = open();
                boolean key = what.equals("key");
                byte[] der = key
                        ? keys.getKey(keys.aliases().nextElement(), PASSWORD.toCharArray())
                                .getEncoded()
                        : certificate().getEncoded();
                String label = key ? "PRIVATE KEY" : "CERTIFICATE";
                return Files.writeString(
                        store.resolveSibling(what + ".pem"),
                        "-----BEGIN " + label + "-----\n"
                                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der)
                                + "\n-----END " + label + "-----\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException(e);
            }
        }

        /** A client that shows this identity and trusts the gateway's; none shows nothing. */
        static MllpClient client(@Nullable Identity shown, int port) throws Exception {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("gateway", GATEWAY.certificate());
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(shown == null ? null : shown.open(), shown == null ? null : PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            return new MllpClient(context.getSocketFactory().createSocket("127.0.0.1", port));
        }
    }

    private static SampleMessage good() {
        return SampleMessage.of("A04", SampleMessage.newVisit());
    }

    @Test
    void who_shows_the_right_certificate_is_heard() throws Exception {
        try (MllpClient client = Identity.client(HIS, mllp("tongren"))) {
            assertThat(client.exchange(good()).verdict()).isEqualTo("AA");
            assertThat(client.exchange(good()).verdict()).isEqualTo("AA");
        }
    }

    @Test
    void a_stranger_somebody_without_a_certificate_and_somebody_in_clear_are_not() throws Exception {
        for (@Nullable Identity shown : new @Nullable Identity[] {STRANGER, null}) {
            try (MllpClient client = Identity.client(shown, mllp("tongren"))) {
                assertThatThrownBy(() -> client.exchange(good())).isInstanceOf(UncheckedIOException.class);
            }
        }
        try (MllpClient inClear = new MllpClient(mllp("tongren"))) {
            assertThatThrownBy(() -> inClear.exchange(good())).isInstanceOf(UncheckedIOException.class);
        }
        try (MllpClient client = Identity.client(HIS, mllp("tongren"))) {
            assertThat(client.exchange(good()).verdict()).as("others go on").isEqualTo("AA");
        }
    }
}
