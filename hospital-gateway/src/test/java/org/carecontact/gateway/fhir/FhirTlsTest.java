package org.carecontact.gateway.fhir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Base64;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.carecontact.testsupport.RunningService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** FHIR over TLS, where who sends has to show a certificate and to know the secret. */
class FhirTlsTest {

    private static final String PASSWORD = "changeit";
    private static final Path GATEWAY = made("gateway");
    private static final Path HIS = made("his");
    private static final Path STRANGER = made("stranger");
    private static final FhirFeeds FEEDS = FhirFeeds.of("tls: { certificate: " + pem(GATEWAY, false) + ", key: "
            + pem(GATEWAY, true) + ", clients: " + pem(HIS, false) + " }");
    private static final RunningService WITH_TLS = FEEDS.gateway().start();

    @AfterAll
    static void end() {
        WITH_TLS.close();
    }

    /** A key and its certificate, made by keytool. */
    private static Path made(String name) {
        try {
            Path store = Files.createTempDirectory("tls").resolve(name + ".p12");
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                    "-genkeypair",
                    "-alias",
                    name,
                    "-keyalg",
                    "EC",
                    "-dname",
                    "CN=" + name,
                    "-validity",
                    "2",
                    "-ext",
                    "SAN=ip:127.0.0.1",
                    "-storetype",
                    "PKCS12",
                    "-keystore",
                    store.toString(),
                    "-storepass",
                    PASSWORD);
            assertThat(new ProcessBuilder(command).inheritIO().start().waitFor())
                    .isZero();
            return store;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyStore open(Path store) {
        try (InputStream in = new FileInputStream(store.toFile())) {
            KeyStore keys = KeyStore.getInstance("PKCS12");
            keys.load(in, PASSWORD.toCharArray());
            return keys;
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static Path pem(Path store, boolean key) {
        try {
            KeyStore keys = open(store);
            String alias = keys.aliases().nextElement();
            byte[] der = key
                    ? keys.getKey(alias, PASSWORD.toCharArray()).getEncoded()
                    : keys.getCertificate(alias).getEncoded();
            String label = key ? "PRIVATE KEY" : "CERTIFICATE";
            return Files.writeString(
                    store.resolveSibling(label.charAt(0) + ".pem"),
                    "-----BEGIN " + label + "-----\n"
                            + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der) + "\n-----END " + label
                            + "-----\n");
        } catch (IOException | GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static int status(@Nullable Path shown, String secret) throws IOException {
        try {
            KeyStore trusted = KeyStore.getInstance("PKCS12");
            trusted.load(null, null);
            trusted.setCertificateEntry("gateway", open(GATEWAY).getCertificate("gateway"));
            TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
            trust.init(trusted);
            KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
            keys.init(shown == null ? null : open(shown), shown == null ? null : PASSWORD.toCharArray());
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
            try (HttpClient client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .sslContext(context)
                    .build()) {
                return client.send(
                                HttpRequest.newBuilder(
                                                URI.create("https://127.0.0.1:" + FEEDS.port() + "/fhir/Patient"))
                                        .header("Authorization", "Bearer " + secret)
                                        .header("Content-Type", FhirFeeds.JSON)
                                        .POST(HttpRequest.BodyPublishers.ofString(
                                                Samples.patient("x", FhirFeeds.newNumber())))
                                        .build(),
                                HttpResponse.BodyHandlers.discarding())
                        .statusCode();
            }
        } catch (GeneralSecurityException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void certificate_and_secret_are_both_needed() throws IOException {
        assertThat(status(HIS, FhirFeeds.SECRET)).isEqualTo(201);
        assertThat(status(HIS, "wrong")).isEqualTo(401);
        assertThatThrownBy(() -> status(STRANGER, FhirFeeds.SECRET)).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> status(null, FhirFeeds.SECRET)).isInstanceOf(IOException.class);
        assertThatThrownBy(
                        () -> FEEDS.put("Patient/1", Samples.patient("1", "P1")).is(200))
                .as("in clear")
                .isInstanceOfAny(UncheckedIOException.class, AssertionError.class);
        assertThat(status(HIS, FhirFeeds.SECRET)).as("others go on").isEqualTo(201);
    }
}
