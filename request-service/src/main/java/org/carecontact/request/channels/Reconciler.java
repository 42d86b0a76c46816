package org.carecontact.request.channels;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.request.channels.domain.Channel;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.request.channels.domain.ChannelRejection;
import org.carecontact.request.channels.domain.Errand;
import org.carecontact.request.channels.domain.Grant;
import org.carecontact.request.channels.domain.Line;
import org.carecontact.request.channels.domain.Means;
import org.carecontact.request.channels.domain.Session;
import org.carecontact.request.channels.domain.Way;
import org.carecontact.request.pairs.KnownPairs;
import org.carecontact.schemas.Metric;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.vendors.ContactWay;
import org.carecontact.vendors.ContactWayPage;
import org.carecontact.vendors.Customer;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/**
 * Compares what WeCom has with what was granted. It knows ours by our codes, and by the persons whom a session of ours
 * was bound to; every other contact of a doctor is passed over. It opens nothing.
 */
// Longer than 300 lines: one comparison is read from top to bottom.
@Component
final class Reconciler {

    private static final int CODES_AT_ONCE = 100;

    /** What can differ. */
    enum Kind {
        /** A contact of ours at the vendor whose grant is over: it is closed. */
        CONTACT_WITHOUT_GRANT,
        /** A grant whose contact the vendor does not have any more: both sides see that there is none. */
        GRANT_WITHOUT_CONTACT,
        /** An invitation was used by another person: the contact is closed. */
        USED_BY_ANOTHER,
        /** The vendor never told that somebody used an invitation: it is taken over. */
        CALLBACK_MISSED,
        /** An invitation that nobody needs: it is deleted. */
        INVITATION_LEFT,
        /** A contact ended and its channel had not heard of it: it is closed. */
        END_UNHEARD,
        /** A doctor was asked to delete a contact and has not: for the supervisor. */
        DOCTORS_TASK_OVERDUE
    }

    /** One difference, without any id of a patient. */
    record Finding(Kind kind, RequestId request, DoctorId doctor) {}

    /**
     * What one comparison came to.
     *
     * @param sessions whether WeCom gives this hospital temporary sessions
     * @param channels how many were compared
     * @param contacts how many of the vendor's contacts are ours
     * @param failed the vendor's code, when it could not be asked; empty when it could
     */
    record Report(
            String hospital,
            WeComAccounts.Sessions sessions,
            Instant startedAt,
            Instant endedAt,
            int channels,
            int contacts,
            String failed,
            List<Finding> findings) {}

    private final WeComAccounts accounts;
    private final KnownChannels channels;
    private final KnownPairs pairs;
    private final SessionTrial medical;
    private final Duration settle;
    private final Map<String, Report> newest = new ConcurrentHashMap<>();

    /** Invitations that the hospital made for its own purposes: each is looked at once. */
    private final Map<String, Set<String>> foreign = new ConcurrentHashMap<>();

    private final MeterRegistry meters;

    Reconciler(
            WeComAccounts accounts,
            KnownChannels channels,
            KnownPairs pairs,
            StateCodes codes,
            ChannelsProperties properties,
            MeterRegistry meters) {
        this.accounts = accounts;
        this.channels = channels;
        this.pairs = pairs;
        this.medical = new SessionTrial(codes);
        this.settle = properties.settle();
        this.meters = meters;
    }

    /** Compares these hospitals, those without an account left out. */
    List<Report> run(Collection<String> hospitals) {
        return hospitals.stream()
                .sorted()
                .flatMap(hospital -> accounts.of(hospital).stream())
                .map(this::run)
                .toList();
    }

    /** Finds out of each hospital whether WeCom gives it temporary sessions. */
    void trySessions() {
        accounts.hospitals().forEach(hospital -> accounts.of(hospital).ifPresent(medical::run));
    }

    /** Returns the newest report of a hospital. */
    Optional<Report> newest(String hospital) {
        return Optional.ofNullable(newest.get(hospital));
    }

    private Report run(WeComAccounts.Account account) {
        Instant started = channels.now();
        Comparison comparison = new Comparison(account);
        WeComAccounts.Sessions sessions = medical.run(account);
        String failed = "";
        try {
            comparison.run();
        } catch (VendorRefused e) {
            failed = e.code();
        }
        Report report = new Report(
                account.hospital(),
                sessions,
                started,
                channels.now(),
                comparison.compared,
                comparison.ours,
                failed,
                List.copyOf(comparison.findings));
        newest.put(account.hospital(), report);
        report.findings()
                .forEach(finding -> Counter.builder(Metric.CHANNEL_FINDINGS.id())
                        .description(Metric.CHANNEL_FINDINGS.description())
                        .tag("kind", finding.kind().name())
                        .register(meters)
                        .increment());
        return report;
    }

    /** One comparison of one hospital. */
    private final class Comparison {

        private final WeComAccounts.Account account;
        private final List<Finding> findings = new ArrayList<>();
        private int compared;
        private int ours;

        Comparison(WeComAccounts.Account account) {
            this.account = account;
        }

        void run() throws VendorRefused {
            endUnheard();
            List<Stored<Channel>> watched = channels.watched(account.hospital());
            compared = watched.size();
            Set<String> users = new LinkedHashSet<>();
            watched.forEach(stored ->
                    line(stored).ifPresent(line -> users.add(line.grant().user())));
            Instant readAt = channels.now();
            Set<String> unread = new HashSet<>();
            List<Customer> customers = customers(users, unread);
            present(watched, customers);
            missing(watched, customers, unread, readAt.minus(settle));
            ways(watched);
            overdue();
        }

        /**
         * Reads the contacts of these members. One whom the vendor does not know any more spoils the call for all of a
         * page; without them their contacts are not compared.
         */
        private List<Customer> customers(Set<String> users, Set<String> unread) throws VendorRefused {
            if (users.isEmpty()) {
                return List.of();
            }
            try {
                return account.client().customers(users);
            } catch (VendorRefused e) {
                if (!(e.kind() instanceof Outcome.RefusedForGood)) {
                    throw e;
                }
            }
            List<Customer> all = new ArrayList<>();
            for (String user : users) {
                try {
                    all.addAll(account.client().customers(List.of(user)));
                } catch (VendorRefused e) {
                    if (!(e.kind() instanceof Outcome.RefusedForGood)) {
                        throw e;
                    }
                    unread.add(user);
                }
            }
            return all;
        }

        private void endUnheard() {
            for (Stored<Channel> stored : channels.watched(account.hospital())) {
                if (stored.state() instanceof Channel.Live(var line)
                        && !pairs.isInContact(
                                line.grant().hospital(), line.grant().request())) {
                    Instant now = channels.now();
                    note(Kind.END_UNHEARD, stored, new ChannelCommand.End("UNKNOWN", now, now));
                }
            }
        }

        // ---- contacts that the vendor has

        private void present(List<Stored<Channel>> watched, List<Customer> customers) {
            Map<String, Stored<Channel>> byCode = byCode(customers);
            Map<String, Stored<Channel>> byPerson = new HashMap<>();
            for (Stored<Channel> stored : watched) {
                line(stored)
                        .ifPresent(line -> line.sessions().stream()
                                .flatMap(session -> session.external().stream())
                                .forEach(external ->
                                        byPerson.put(person(line.grant().user(), external), stored)));
            }
            for (Customer customer : customers) {
                Stored<Channel> named = byCode.get(customer.state());
                if (named != null
                        && line(named).filter(line -> isOf(line, customer)).isPresent()) {
                    ours++;
                    present(named, customer, customer.state());
                    continue;
                }
                Stored<Channel> known = byPerson.get(person(customer.userId(), customer.externalUserId()));
                if (known != null && isBound(known, customer.externalUserId())) {
                    ours++;
                    present(known, customer, null);
                }
            }
        }

        private void present(Stored<Channel> stored, Customer customer, @Nullable String state) {
            Kind kind = stored.state() instanceof Channel.Live(var line)
                    ? isUsedByAnother(line, customer, state) ? Kind.USED_BY_ANOTHER : Kind.CALLBACK_MISSED
                    : Kind.CONTACT_WITHOUT_GRANT;
            note(
                    kind,
                    stored,
                    new ChannelCommand.NoteJoined(
                            customer.externalUserId(), state, false, customer.addedAt(), channels.now()));
        }

        private Map<String, Stored<Channel>> byCode(List<Customer> customers) {
            List<String> codes = customers.stream()
                    .map(Customer::state)
                    .filter(state -> !state.isEmpty())
                    .distinct()
                    .toList();
            Map<String, Stored<Channel>> found = new HashMap<>();
            for (int from = 0; from < codes.size(); from += CODES_AT_ONCE) {
                List<String> some = codes.subList(from, Math.min(codes.size(), from + CODES_AT_ONCE));
                for (Stored<Channel> stored : channels.byCodes(account.hospital(), some)) {
                    line(stored)
                            .ifPresent(line -> line.sessions().forEach(session -> found.put(session.code(), stored)));
                }
            }
            return found;
        }

        private static boolean isUsedByAnother(Line line, Customer customer, @Nullable String state) {
            return line.sessions().stream()
                    .filter(session -> session.code().equals(state))
                    .flatMap(session -> session.external().stream())
                    .anyMatch(external -> !external.equals(customer.externalUserId()));
        }

        /** A person who may be any contact of the doctor is left alone. */
        private static boolean isBound(Stored<Channel> stored, String external) {
            return line(stored).stream()
                    .flatMap(line -> line.sessions().stream())
                    .filter(session ->
                            session.external().filter(external::equals).isPresent())
                    .anyMatch(session -> switch (session.phase()) {
                        case Session.Inviting _, Session.Offered _ -> false;
                        case Session.Claimed claim -> claim.ours();
                        case Session.Connected _ -> true;
                        case Session.Over _ -> !(stored.state() instanceof Channel.Live);
                    });
        }

        private static boolean isOf(Line line, Customer customer) {
            return line.grant().user().equals(customer.userId());
        }

        private static String person(String user, String external) {
            return user + "\n" + external;
        }

        // ---- contacts that the vendor does not have

        private void missing(
                List<Stored<Channel>> watched, List<Customer> customers, Set<String> unread, Instant readAt) {
            Set<String> there = new HashSet<>();
            customers.forEach(customer -> there.add(person(customer.userId(), customer.externalUserId())));
            for (Stored<Channel> stored : watched) {
                line(stored)
                        .ifPresent(line -> expected(line).distinct().forEach(external -> {
                            if (!unread.contains(line.grant().user())
                                    && !there.contains(person(line.grant().user(), external))) {
                                ChannelCommand gone = new ChannelCommand.NoteMissing(external, readAt, channels.now());
                                if (stored.state() instanceof Channel.Live) {
                                    note(Kind.GRANT_WITHOUT_CONTACT, stored, gone);
                                } else {
                                    channels.handle(stored, gone); // as it is to be
                                }
                            }
                        }));
            }
        }

        private static Stream<String> expected(Line line) {
            Stream<String> bound = line.sessions().stream().flatMap(session -> switch (session.phase()) {
                case Session.Inviting _, Session.Offered _, Session.Over _ -> Stream.empty();
                case Session.Claimed claim -> claim.half() ? Stream.empty() : Stream.of(claim.external());
                case Session.Connected connected -> Stream.of(connected.external());
            });
            Stream<String> leaving = line.errands().stream().flatMap(errand -> switch (errand.task()) {
                case Errand.CloseChat close -> Stream.of(close.external());
                case Errand.AskDoctor ask -> Stream.of(ask.external());
                case Errand.Invite _, Errand.DeleteWay _, Errand.Identify _, Errand.AskToConfirm _ -> Stream.empty();
            });
            return Stream.concat(bound, leaving);
        }

        // ---- invitations and tasks

        /** Temporary invitations are in no list; each works once and lapses. */
        private void ways(List<Stored<Channel>> watched) throws VendorRefused {
            Optional<Instant> from = watched.stream()
                    .flatMap(stored -> line(stored).stream())
                    .map(Line::grant)
                    .filter(grant -> grant.means() == Means.CONTACT_WAY)
                    .map(Grant::startsAt)
                    .min(Instant::compareTo);
            if (from.isEmpty()) {
                return;
            }
            Set<String> wanted = new HashSet<>();
            watched.forEach(stored -> line(stored)
                    .ifPresent(line -> line.sessions()
                            .forEach(session -> session.way().map(Way::configId).ifPresent(wanted::add))));
            Set<String> others = foreign.computeIfAbsent(account.hospital(), _ -> ConcurrentHashMap.newKeySet());
            Set<String> listed = new HashSet<>();
            String cursor = "";
            do {
                ContactWayPage page = account.client()
                        .listContactWays(
                                from.get().minus(settle), channels.now().plus(settle), cursor);
                for (String configId : page.configIds()) {
                    listed.add(configId);
                    if (!wanted.contains(configId) && !others.contains(configId)) {
                        account.client().getContactWay(configId).ifPresent(way -> left(way, others));
                    }
                }
                cursor = page.next();
            } while (!cursor.isEmpty());
            others.retainAll(listed);
        }

        /** Our code is stored before the vendor is called: an invitation whose code is unknown is never ours. */
        private void left(ContactWay way, Set<String> others) {
            Optional<Stored<Channel>> ours = channels.byCode(account.hospital(), way.state());
            if (ours.isEmpty()) {
                others.add(way.configId());
            } else {
                Instant now = channels.now();
                note(Kind.INVITATION_LEFT, ours.get(), new ChannelCommand.NoteWay(way.state(), way.configId(), now));
            }
        }

        private void overdue() {
            for (Stored<Channel> stored : channels.watched(account.hospital())) {
                line(stored)
                        .ifPresent(line -> line.errands().stream()
                                .filter(errand ->
                                        errand.task() instanceof Errand.AskDoctor(var _, var escalated) && escalated)
                                .forEach(_ -> findings.add(finding(Kind.DOCTORS_TASK_OVERDUE, line.grant()))));
            }
        }

        /** Applies what was seen; it is a finding if it was new. */
        private void note(Kind kind, Stored<Channel> stored, ChannelCommand command) {
            Reply<Channel, ChannelRejection> reply = channels.handle(stored, command);
            if (reply instanceof Reply.Done<Channel, ChannelRejection>) {
                line(stored).ifPresent(line -> findings.add(finding(kind, line.grant())));
            }
        }

        private static Finding finding(Kind kind, Grant grant) {
            return new Finding(kind, grant.request(), grant.doctor());
        }

        private static Optional<Line> line(Stored<Channel> stored) {
            return stored.state() instanceof Channel.Known known ? Optional.of(known.line()) : Optional.empty();
        }
    }
}
