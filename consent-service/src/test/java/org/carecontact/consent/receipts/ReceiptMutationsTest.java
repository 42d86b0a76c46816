package org.carecontact.consent.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.util.Base64URL;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carecontact.consent.receipts.ReceiptView.Sm2View;
import org.junit.jupiter.api.Test;

class ReceiptMutationsTest {

    private static final int MUTATIONS = 10_000;

    private static final ReceiptKeys OLD = SampleReceipts.bothKeys();
    private static final ReceiptKeys KEYS = SampleReceipts.bothKeys();
    private static final ReceiptKeys STRANGER = SampleReceipts.bothKeys();
    private static final PublishedKeys PUBLISHED = new PublishedKeys(
            new JWKSet(Stream.of(KEYS, OLD)
                    .flatMap(keys -> keys.published().es256().getKeys().stream())
                    .toList()),
            Stream.of(KEYS, OLD)
                    .flatMap(keys -> keys.published().sm2().stream())
                    .toList());

    private enum Kind {
        BIT_OF_THE_TEXT,
        BIT_OF_THE_PAYLOAD,
        BIT_OF_A_SIGNATURE,
        CUT,
        INSERTED,
        OTHER_SPELLING,
        OTHER_MEANING,
        SWAPPED_BETWEEN_MEMBERS,
        SWAPPED_BETWEEN_RECEIPTS,
        LOST_OR_ADDED_SIGNATURE,
        OTHER_ALGORITHM,
        OTHER_KEY
    }

    private final Random random = new Random(20261128);
    private final ReceiptVerifier verifier = new ReceiptVerifier(PUBLISHED);
    private final List<ReceiptView> receipts = IntStream.range(0, 40)
            .mapToObj(i -> ReceiptView.of(List.of(KEYS, OLD)
                    .get(i % 2)
                    .sign(SampleReceipts.content("hospital-" + i % 5, "2026-11-23T08:%02d:00Z".formatted(4 + i)))))
            .toList();
    private final Set<String> genuine = new HashSet<>();

    @Test
    void c6_of_ten_thousand_mutations_of_receipts_none_is_accepted() {
        receipts.forEach(receipt -> genuine.add(receipt.text()));
        assertThat(genuine).hasSize(40).allMatch(verifier::isGenuine);
        Map<Kind, Integer> tried = new EnumMap<>(Kind.class);
        List<String> accepted = new ArrayList<>();

        for (int i = 0; i < MUTATIONS; ) {
            Kind kind = Kind.values()[i % Kind.values().length];
            String mutant = mutant(kind, receipts.get(random.nextInt(receipts.size())));
            if (genuine.contains(mutant)) {
                continue; // no mutation: drawn again
            }
            if (verifier.isGenuine(mutant)) {
                accepted.add(kind + ": " + mutant);
            }
            tried.merge(kind, 1, Integer::sum);
            i++;
        }

        assertThat(accepted).isEmpty();
        assertThat(tried.values().stream().mapToInt(Integer::intValue).sum()).isEqualTo(MUTATIONS);
        assertThat(tried).hasSize(Kind.values().length);
    }

    private String mutant(Kind kind, ReceiptView receipt) {
        String text = receipt.text();
        ReceiptView other = receipts.get(random.nextInt(receipts.size()));
        return switch (kind) {
            case BIT_OF_THE_TEXT -> utf8(flipped(text.getBytes(StandardCharsets.UTF_8)));
            case BIT_OF_THE_PAYLOAD -> new ReceiptView(flipped(receipt.payload()), receipt.jws(), receipt.sm2()).text();
            case BIT_OF_A_SIGNATURE ->
                random.nextBoolean()
                        ? new ReceiptView(
                                        receipt.payload(),
                                        header(receipt) + ".." + flipped(signature(receipt)),
                                        receipt.sm2())
                                .text()
                        : with(receipt, new Sm2View(alg(receipt), kid(receipt), flipped(der(receipt))));
            case CUT -> {
                int from = random.nextInt(text.length());
                int to = random.nextBoolean() ? text.length() : from + 1 + random.nextInt(text.length() - from);
                yield text.substring(0, from) + text.substring(Math.min(to, text.length()));
            }
            case INSERTED -> {
                int at = random.nextInt(text.length() + 1);
                String more = pick(" ", "\n", "\t", "=", ",", "0", "{}", "\u0000", "\\u0041", "A", "\"", "}", ".");
                yield text.substring(0, at) + more + text.substring(at);
            }
            case OTHER_SPELLING -> otherSpelling(text, receipt, other);
            case OTHER_MEANING -> otherMeaning(receipt);
            case SWAPPED_BETWEEN_MEMBERS -> swappedBetweenMembers(receipt);
            case SWAPPED_BETWEEN_RECEIPTS ->
                switch (random.nextInt(4)) {
                    case 0 -> new ReceiptView(receipt.payload(), other.jws(), receipt.sm2()).text();
                    case 1 -> new ReceiptView(other.payload(), receipt.jws(), receipt.sm2()).text();
                    case 2 -> with(receipt, sm2(other));
                    default -> with(receipt, new Sm2View(alg(receipt), kid(receipt), der(other)));
                };
            case LOST_OR_ADDED_SIGNATURE -> lostOrAdded(receipt);
            case OTHER_ALGORITHM -> otherAlgorithm(receipt);
            case OTHER_KEY -> otherKey(receipt, other);
        };
    }

    /** The same members in JSON that a reader could take for the same, or for two things at once. */
    private String otherSpelling(String text, ReceiptView receipt, ReceiptView other) {
        String payload = "\"payload\":\"" + receipt.payload() + "\"";
        String jws = "\"jws\":\"" + receipt.jws() + "\"";
        return switch (random.nextInt(8)) {
            case 0 -> text.replace(payload + "," + jws, jws + "," + payload);
            case 1 -> text.replace(payload, payload + ",\"payload\":\"" + other.payload() + "\"");
            case 2 -> text.replace(payload, "\"payload\":\"" + other.payload() + "\"," + payload);
            case 3 -> text.replace("}", ",\"" + random.nextInt() + "\":" + random.nextInt() + "}");
            case 4 -> text.replace("\":\"", "\": \"" + " ".repeat(random.nextInt(3)));
            case 5 -> text.replace("\"payload\"", "\"p\\u0061yload\"");
            case 6 -> "[" + text + "]";
            default -> text.replace(payload, "\"payload\":[\"" + receipt.payload() + "\"]");
        };
    }

    /** The payload written again with another value, order, or member. */
    private String otherMeaning(ReceiptView receipt) {
        String payload = new Base64URL(receipt.payload()).decodeToString();
        String changed = switch (random.nextInt(9)) {
            case 0 -> payload.replace("\"signer\":\"GUARDIAN\"", "\"signer\":\"PATIENT\"");
            case 1 -> payload.replace("2027", Integer.toString(2028 + random.nextInt(7000)));
            case 2 -> payload.replace("\"version\":3", "\"version\":" + (4 + random.nextInt(99_999)));
            case 3 -> payload.replace("\"version\":3", "\"version\":3.0");
            case 4 -> payload.replace("\"separateConsent\":true", "\"separateConsent\":false");
            case 5 -> payload.replace("[\"risks\",", "[\"s" + random.nextInt() + "\",\"risks\",");
            case 6 -> payload.replace("}", ",\"x\":" + random.nextInt() + "}");
            case 7 -> "{\"validUntil\":\"9999-12-31T00:00:00Z\"," + payload.substring(1);
            default -> payload.replace(":", ": ".repeat(1 + random.nextInt(2)));
        };
        return new ReceiptView(Base64URL.encode(changed).toString(), receipt.jws(), receipt.sm2()).text();
    }

    private String swappedBetweenMembers(ReceiptView receipt) {
        List<String> parts = new ArrayList<>(
                List.of(header(receipt), signature(receipt), receipt.payload(), kid(receipt), der(receipt)));
        int one = random.nextInt(parts.size());
        int two = random.nextInt(parts.size());
        parts.set(one, parts.set(two, parts.get(one)));
        return new ReceiptView(
                        parts.get(2),
                        parts.get(0) + ".." + parts.get(1),
                        new Sm2View(alg(receipt), parts.get(3), parts.get(4)))
                .text();
    }

    private String lostOrAdded(ReceiptView receipt) {
        String payload = new Base64URL(receipt.payload()).decodeToString();
        String alone = payload.replace("[\"ES256\",\"SM2-with-SM3\"]", "[\"ES256\"]");
        assertThat(alone).isNotEqualTo(payload);
        String none = payload.replace("\"signatures\":[\"ES256\",\"SM2-with-SM3\"],", "");
        return switch (random.nextInt(6)) {
            case 0 -> new ReceiptView(receipt.payload(), receipt.jws(), null).text();
            case 1 -> new ReceiptView(Base64URL.encode(alone).toString(), receipt.jws(), null).text();
            case 2 -> new ReceiptView(Base64URL.encode(none).toString(), receipt.jws(), null).text();
            case 3 -> new ReceiptView(receipt.payload(), "", receipt.sm2()).text();
            case 4 -> new ReceiptView(receipt.payload(), header(receipt) + "..", receipt.sm2()).text();
            default -> with(receipt, new Sm2View(alg(receipt), kid(receipt), ""));
        };
    }

    private String otherAlgorithm(ReceiptView receipt) {
        String algorithm = pick("none", "HS256", "ES384", "ES256K", "es256", "SM2-with-SM3", "EdDSA", "", "RS256");
        String header = new Base64URL(header(receipt)).decodeToString().replace("ES256", algorithm);
        return random.nextBoolean()
                ? new ReceiptView(
                                receipt.payload(),
                                Base64URL.encode(header) + ".." + pick(signature(receipt), "", der(receipt)),
                                receipt.sm2())
                        .text()
                : with(
                        receipt,
                        new Sm2View(
                                pick("ES256", "none", "", "sm2-with-sm3", "SM2-with-SHA256"),
                                kid(receipt),
                                pick(der(receipt), signature(receipt))));
    }

    /** Signed as it should be, but by another key than the one that is named, or by one that is not published. */
    private String otherKey(ReceiptView receipt, ReceiptView other) {
        String header = new Base64URL(header(receipt)).decodeToString();
        String kid = header.substring(8, 8 + 43);
        String named = pick(kid(receipt), kid(other), "", "A".repeat(43), anyKid());
        byte[] payload = new Base64URL(receipt.payload()).decode();
        Sm2View strangers = Sm2View.of(Sm2Key.parse(SampleReceipts.sm2Key()).sign(payload));
        return switch (random.nextInt(5)) {
            case 0 ->
                new ReceiptView(
                                receipt.payload(),
                                Base64URL.encode(header.replace(kid, named)) + ".." + signature(receipt),
                                receipt.sm2())
                        .text();
            case 1 -> with(receipt, new Sm2View(alg(receipt), pick(kid, "", kid(other), anyKid()), der(receipt)));
            case 2 -> with(receipt, strangers);
            case 3 -> with(receipt, new Sm2View(alg(receipt), kid(receipt), strangers.signature()));
            default ->
                ReceiptView.of(STRANGER.sign(SampleReceipts.content("hospital-1", "2026-11-23T08:04:00Z")))
                        .text();
        };
    }

    private String anyKid() {
        byte[] thumbprint = new byte[32];
        random.nextBytes(thumbprint);
        return Base64URL.encode(thumbprint).toString();
    }

    private String pick(String... of) {
        return of[random.nextInt(of.length)];
    }

    /** One to three bits of what the text stands for. */
    private String flipped(String base64) {
        return Base64URL.encode(flipped(new Base64URL(base64).decode())).toString();
    }

    private byte[] flipped(byte[] bytes) {
        byte[] changed = bytes.clone();
        for (int i = 0; i <= random.nextInt(3); i++) {
            changed[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
        }
        return changed;
    }

    private static String utf8(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String with(ReceiptView receipt, Sm2View sm2) {
        return new ReceiptView(receipt.payload(), receipt.jws(), sm2).text();
    }

    private static Sm2View sm2(ReceiptView receipt) {
        return Objects.requireNonNull(receipt.sm2());
    }

    private static String alg(ReceiptView receipt) {
        return sm2(receipt).alg();
    }

    private static String kid(ReceiptView receipt) {
        return sm2(receipt).kid();
    }

    private static String der(ReceiptView receipt) {
        return sm2(receipt).signature();
    }

    private static String header(ReceiptView receipt) {
        return receipt.jws().substring(0, receipt.jws().indexOf('.'));
    }

    private static String signature(ReceiptView receipt) {
        return receipt.jws().substring(receipt.jws().lastIndexOf('.') + 1);
    }
}
