package org.carecontact.vendors.tokens;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.mongodb.client.MongoDatabase;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.bson.Document;
import org.bson.types.Binary;
import org.carecontact.kernel.keys.Seal;
import org.carecontact.testsupport.MongoServers;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.SetClock;
import org.carecontact.vendors.TestTokenStores;
import org.carecontact.vendors.VendorRefused;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class MongoTokensTest {

    private static final String ACCOUNT = "wecom:ww1:1000002";
    private static final Duration HOURS = Duration.ofHours(2);
    private static final int THREADS = 8;

    private final SetClock clock = new SetClock("2026-11-27T02:00:00Z");
    private final MongoDatabase database = TestTokenStores.database(TestTokenStores.freshUri());
    private final MongoTokens tokens = TestTokenStores.of(database, clock);
    private final AtomicInteger fetches = new AtomicInteger();

    static Stream<Named<Supplier<String>>> servers() {
        return MongoServers.all();
    }

    /** A vendor with one token that is good: a new one ends the one before, and so does an expiry. */
    private static final class CancellingVendor {

        private int issued;
        private boolean good;

        synchronized FreshToken issue() {
            issued++;
            good = true;
            return new FreshToken("token-" + issued, HOURS);
        }

        synchronized boolean takes(String token) {
            return good && token.equals("token-" + issued);
        }

        synchronized void expire() {
            good = false;
        }

        synchronized int issued() {
            return issued;
        }
    }

    @ParameterizedTest
    @MethodSource("servers")
    void two_instances_refresh_once_per_expiry_and_no_call_is_lost(Supplier<String> server) throws Exception {
        String uri = server.get();
        List<MongoTokens> instances = List.of(
                TestTokenStores.of(TestTokenStores.database(uri), Clock.systemUTC()),
                TestTokenStores.of(TestTokenStores.database(uri), Clock.systemUTC()));
        CancellingVendor vendor = new CancellingVendor();
        for (int expiry = 1; expiry <= 20; expiry++) {
            vendor.expire();
            List<Future<Integer>> calls = new ArrayList<>();
            CountDownLatch together = new CountDownLatch(1);
            try (ExecutorService threads = Executors.newFixedThreadPool(2 * THREADS)) {
                for (int i = 0; i < 2 * THREADS; i++) {
                    MongoTokens instance = instances.get(i % 2);
                    calls.add(threads.submit(() -> {
                        together.await();
                        return tries(instance, vendor);
                    }));
                }
                together.countDown();
                for (Future<Integer> call : calls) {
                    assertThat(call.get()).isBetween(1, 2);
                }
            }
            assertThat(vendor.issued()).isEqualTo(expiry);
        }
    }

    /** Calls as WxJava does: once more with another token when the first was refused. */
    private static int tries(MongoTokens instance, CancellingVendor vendor) throws VendorRefused {
        for (int tries = 1; tries <= 2; tries++) {
            AccessToken token = instance.current(ACCOUNT, vendor::issue);
            if (vendor.takes(token.value())) {
                return tries;
            }
            instance.failed(ACCOUNT, token);
        }
        throw new AssertionError("lost");
    }

    @Test
    void a_token_serves_until_shortly_before_its_end() throws VendorRefused {
        assertThat(get().value()).isEqualTo("token-1");
        clock.advance(HOURS.minus(MongoTokens.MARGIN).minusSeconds(1));
        assertThat(get().value()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(get().value()).isEqualTo("token-2");
    }

    @Test
    void a_short_token_serves_too() throws VendorRefused {
        Fetch shortly = () -> new FreshToken("token-" + fetches.incrementAndGet(), Duration.ofSeconds(100));
        tokens.current(ACCOUNT, shortly);
        clock.advance(Duration.ofSeconds(74));
        assertThat(tokens.current(ACCOUNT, shortly).value()).isEqualTo("token-1");
        clock.advance(Duration.ofSeconds(1));
        assertThat(tokens.current(ACCOUNT, shortly).value()).isEqualTo("token-2");
    }

    @Test
    void the_failure_of_an_old_token_leaves_the_new_one_alone() throws VendorRefused {
        AccessToken old = get();
        tokens.failed(ACCOUNT, old);
        AccessToken fresh = get();
        tokens.failed(ACCOUNT, old);
        assertThat(get()).isEqualTo(fresh);
        assertThat(fetches).hasValue(2);
    }

    @Test
    void accounts_do_not_share() throws VendorRefused {
        AccessToken one = get();
        AccessToken other = tokens.current("wecom:ww1:1000003", this::fetch);
        assertThat(other.value()).isNotEqualTo(one.value());
        tokens.failed("wecom:ww1:1000003", other);
        assertThat(get()).isEqualTo(one);
    }

    @Test
    void an_instance_that_died_is_replaced_and_its_late_token_is_not_stored() throws Exception {
        MongoTokens other = TestTokenStores.of(database, clock);
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch back = new CountDownLatch(1);
        try (ExecutorService thread = Executors.newSingleThreadExecutor()) {
            Future<AccessToken> late = thread.submit(() -> tokens.current(ACCOUNT, () -> {
                asked.countDown();
                try {
                    assertThat(back.await(1, TimeUnit.MINUTES)).isTrue();
                } catch (InterruptedException e) {
                    throw new IllegalStateException(e);
                }
                return new FreshToken("late", HOURS);
            }));
            assertThat(asked.await(1, TimeUnit.MINUTES)).isTrue();
            clock.advance(MongoTokens.LEASE);
            AccessToken newer = other.current(ACCOUNT, () -> new FreshToken("newer", HOURS));
            assertThat(newer.value()).isEqualTo("newer");
            back.countDown();
            assertThatThrownBy(late::get)
                    .cause()
                    .isInstanceOfSatisfying(
                            VendorRefused.class, e -> assertThat(e.kind()).isInstanceOf(Outcome.RefusedUntil.class));
            assertThat(other.current(ACCOUNT, this::fetch)).isEqualTo(newer);
        }
    }

    @Test
    void a_refused_fetch_frees_the_lease_at_once() throws VendorRefused {
        VendorRefused refused = new VendorRefused(new Outcome.RefusedOurFault("40013"));
        assertThatThrownBy(() -> tokens.current(ACCOUNT, () -> {
                    throw refused;
                }))
                .isSameAs(refused);
        assertThat(TestTokenStores.of(database, clock)
                        .current(ACCOUNT, this::fetch)
                        .value())
                .isEqualTo("token-1");
    }

    @Test
    void nothing_stored_tells_the_token() throws VendorRefused {
        AccessToken token = tokens.current(ACCOUNT, () -> new FreshToken("x".repeat(2_000) + "hush", HOURS));
        assertThat(token.value()).hasSize(2_004);
        Document stored = Objects.requireNonNull(
                database.getCollection("vendorTokens").find().first());
        assertThat(stored.toJson()).doesNotContain("hush", "xxxx");
        assertThat(new String(stored.get("token", Binary.class).getData(), StandardCharsets.ISO_8859_1))
                .doesNotContain("hush", "xxxx");
        assertThat(token).asString().doesNotContain("hush");
        assertThat(new FreshToken("hush", HOURS)).asString().doesNotContain("hush");
    }

    @Test
    void a_token_sealed_by_another_key_or_for_another_account_is_fetched_again() throws VendorRefused {
        get();
        byte[] key = new byte[32];
        key[0] = 1;
        MongoTokens rekeyed = new MongoTokens(database, new Seal(key), clock);
        assertThat(rekeyed.current(ACCOUNT, this::fetch).value()).isEqualTo("token-2");

        Document moved = Objects.requireNonNull(database.getCollection("vendorTokens")
                .find(new Document("_id", ACCOUNT))
                .first());
        database.getCollection("vendorTokens").insertOne(moved.append("_id", "wecom:ww2:1"));
        assertThat(rekeyed.current("wecom:ww2:1", this::fetch).value()).isEqualTo("token-3");
    }

    private AccessToken get() throws VendorRefused {
        return tokens.current(ACCOUNT, this::fetch);
    }

    private FreshToken fetch() {
        return new FreshToken("token-" + fetches.incrementAndGet(), HOURS);
    }
}
