package org.carecontact.sandbox.installation;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.function.Supplier;
import org.carecontact.localparts.Folders;
import org.carecontact.sandbox.compose.FreshSecrets;

/** The keys of one installation: made at its first start, kept in files only their owner reads, handed on in the environment. */
final class Secrets {

    private final Path folder;

    private Secrets(Path folder) {
        this.folder = folder;
    }

    static Secrets in(Path folder) {
        Folders.createPrivate(folder);
        return new Secrets(folder);
    }

    /** Pseudonyms of pairs: 32 bytes, base64. */
    String idsKey() {
        return kept("ids.key", Secrets::random);
    }

    /** Contact points and codes on their way to notification-service: 32 bytes, base64. */
    String sealingKey() {
        return kept("sealing.key", Secrets::random);
    }

    /** What hospitals' own producers seal to: the id of an X25519 key, and its private part, 32 bytes in base64. */
    String inboundKeys() {
        return kept("inbound.keys", () -> "1:" + random());
    }

    /** The seed of the made-up people's passwords: 32 bytes, base64. */
    String passwordSeed() {
        return kept("password.seed", Secrets::random);
    }

    /** The issuer's private key, an RSA JWK. */
    String tokenKey() {
        return kept("token.jwk", () -> {
            try {
                return new RSAKeyGenerator(2048)
                        .keyIDFromThumbprint(true)
                        .generate()
                        .toJSONString();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The private key that signs consent receipts, a P-256 JWK. */
    String receiptKey() {
        return kept("receipt.jwk", () -> {
            try {
                return new ECKeyGenerator(Curve.P_256)
                        .keyIDFromThumbprint(true)
                        .generate()
                        .toJSONString();
            } catch (JOSEException e) {
                throw new IllegalStateException(e);
            }
        });
    }

    /** The private key of the second signature under them, a JWK on the curve of SM2. */
    String receiptSm2Key() {
        return kept("receipt-sm2.jwk", FreshSecrets::sm2Key);
    }

    /** One at a time: services start together, and all have to get the same key. */
    private synchronized String kept(String name, Supplier<String> maker) {
        Path file = folder.resolve(name);
        try {
            if (!Files.exists(file)) {
                // Whole or not at all: half a key after a crash would lock everybody out.
                Path draft = Files.createTempFile(folder, name, ".draft");
                Folders.createPrivateFile(draft);
                Files.writeString(draft, maker.get());
                Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
            }
            return Files.readString(file).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String random() {
        byte[] bytes = new byte[32];
        new SecureRandom().nextBytes(bytes);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
