package org.carecontact.request.channels;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.carecontact.request.channels.ChannelsProperties.WeComOfHospital;
import org.carecontact.request.channels.domain.Means;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.vendors.EncryptedCallbacks;
import org.carecontact.vendors.WeComAccount;
import org.carecontact.vendors.WeComClient;
import org.jspecify.annotations.Nullable;

/** The hospitals whose contacts go over WeCom. */
final class WeComAccounts {

    /** A hospital's account, ready to be used. */
    record Account(
            String hospital,
            WeComClient client,
            Means means,
            String userPattern,
            @Nullable String path,
            @Nullable EncryptedCallbacks callbacks) {

        String user(DoctorId doctor) {
            return userPattern.replace("{doctor}", doctor.value());
        }
    }

    private final Map<String, Account> accounts = new HashMap<>();

    WeComAccounts(Map<String, WeComOfHospital> hospitals, Function<WeComAccount, WeComClient> clients, Clock clock) {
        hospitals.forEach((hospital, its) -> accounts.put(
                hospital,
                new Account(
                        hospital,
                        clients.apply(new WeComAccount(its.api(), its.corpId(), its.agentId(), its.secret())),
                        its.medical() ? Means.TEMPORARY_SESSION : Means.CONTACT_WAY,
                        its.user(),
                        its.callbackPath(),
                        callbacks(its, clock))));
    }

    private static @Nullable EncryptedCallbacks callbacks(WeComOfHospital its, Clock clock) {
        String token = its.callbackToken();
        String key = its.callbackKey();
        return token == null || key == null ? null : new EncryptedCallbacks(token, key, its.corpId(), clock);
    }

    boolean isEmpty() {
        return accounts.isEmpty();
    }

    Set<String> hospitals() {
        return accounts.keySet();
    }

    Optional<Account> of(String hospital) {
        return Optional.ofNullable(accounts.get(hospital));
    }

    /** Finds the account by its secret path, each compared in constant time. */
    Optional<Account> byPath(String path) {
        return accounts.values().stream()
                .filter(account -> account.path() != null
                        && account.callbacks() != null
                        && MessageDigest.isEqual(
                                account.path().getBytes(StandardCharsets.UTF_8), path.getBytes(StandardCharsets.UTF_8)))
                .findFirst();
    }
}
