package org.carecontact.request.channels;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Clock;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;
import org.carecontact.request.channels.ChannelsProperties.WeComOfHospital;
import org.carecontact.request.channels.domain.Means;
import org.carecontact.request.channels.domain.Result;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.vendors.EncryptedCallbacks;
import org.carecontact.vendors.Invitation;
import org.carecontact.vendors.NewInvitation;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeComAccount;
import org.carecontact.vendors.WeComClient;
import org.jspecify.annotations.Nullable;

/** The hospitals whose contacts go over WeCom. */
final class WeComAccounts {

    /** Whether WeCom gives a hospital temporary sessions, as far as this process has seen. */
    enum Sessions {
        /** The hospital's settings say that it is not of the medical trade. */
        NOT_WANTED,
        NOT_TRIED,
        GIVEN,
        REFUSED
    }

    /** A hospital's account, ready to be used. */
    record Account(
            String hospital,
            WeComClient client,
            AtomicReference<Sessions> sessions,
            String userPattern,
            @Nullable String path,
            @Nullable EncryptedCallbacks callbacks) {

        Sessions sessionsSeen() {
            return Objects.requireNonNull(sessions.get());
        }

        /** Returns what a new contact is to get. */
        Means means() {
            return switch (sessionsSeen()) {
                case NOT_WANTED, REFUSED -> Means.CONTACT_WAY;
                case NOT_TRIED, GIVEN -> Means.TEMPORARY_SESSION;
            };
        }

        /**
         * Makes an invitation and remembers whether WeCom gives temporary sessions.
         *
         * @throws VendorRefused with {@link Result.OurFault#NO_SESSIONS} when it does not
         */
        Invitation invite(NewInvitation wanted) throws VendorRefused {
            boolean temporary = wanted.temporary().isPresent();
            try {
                Invitation made = client.addContactWay(wanted);
                if (temporary) {
                    sessions.set(Sessions.GIVEN);
                }
                return made;
            } catch (VendorRefused e) {
                if (temporary && e.code().equals(Result.OurFault.NO_SESSIONS)) {
                    sessions.set(Sessions.REFUSED);
                }
                throw e;
            }
        }

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
                        new AtomicReference<>(its.medical() ? Sessions.NOT_TRIED : Sessions.NOT_WANTED),
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
