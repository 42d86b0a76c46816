package org.carecontact.request.channels;

import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.carecontact.vendors.ContactWay;
import org.carecontact.vendors.ContactWayPage;
import org.carecontact.vendors.Customer;
import org.carecontact.vendors.Invitation;
import org.carecontact.vendors.NewInvitation;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.VendorRefused;
import org.carecontact.vendors.WeComClient;

/** The customer contact of one WeCom enterprise, as its documents tell it, with people who act in it. */
// Longer than 300 lines: what the vendor has, what people do there and its calls are one thing.
final class WeComInMemory implements WeComClient {

    /** Spoils calls: before nothing was done, after when it was done and the answer is lost. */
    interface Faults {
        Optional<Outcome.NotAccepted> before(String call);

        Optional<Outcome.NotAccepted> after(String call);

        Faults NONE = new Faults() {
            @Override
            public Optional<Outcome.NotAccepted> before(String call) {
                return Optional.empty();
            }

            @Override
            public Optional<Outcome.NotAccepted> after(String call) {
                return Optional.empty();
            }
        };
    }

    record Way(String config, NewInvitation wanted, Instant madeAt) {

        boolean lapsed(Instant now) {
            return wanted.temporary()
                    .filter(temporary -> !now.isBefore(madeAt.plus(temporary.qrLasts())))
                    .isPresent();
        }
    }

    record Contact(String user, String external, String state, Instant addedAt, Optional<Instant> until) {}

    private record Key(String user, String external) {}

    private final Clock clock;
    private final Consumer<String> callbacks;
    private final Map<String, Way> ways = new HashMap<>();
    private final Map<Key, Contact> contacts = new HashMap<>();
    private final Map<Key, Way> waiting = new HashMap<>();
    private final Map<String, String> unionIds = new HashMap<>();
    private final List<String> messages = new ArrayList<>();
    private Faults faults = Faults.NONE;
    private int made;
    private boolean sessions = true;

    /**
     * Creates an enterprise without contacts.
     *
     * @param callbacks is given the XML of each event
     */
    WeComInMemory(Clock clock, Consumer<String> callbacks) {
        this.clock = clock;
        this.callbacks = callbacks;
    }

    /** Says whether the enterprise has temporary sessions. */
    void sessions(boolean has) {
        sessions = has;
    }

    synchronized void faults(Faults wanted) {
        faults = wanted;
    }

    // ---- people

    /** A person scans a QR code. */
    boolean scan(String qr, String external, String unionId) {
        Optional<Way> used = scanned(qr, external, unionId);
        used.ifPresent(way -> tell(
                "add_half_external_contact",
                way.wanted().userId(),
                external,
                way.wanted().state()));
        return used.isPresent();
    }

    private synchronized Optional<Way> scanned(String qr, String external, String unionId) {
        Way way = ways.get(qr.substring(qr.lastIndexOf('/') + 1));
        if (way == null || way.lapsed(clock.instant())) {
            return Optional.empty();
        }
        Optional<String> only = way.wanted().temporary().flatMap(NewInvitation.Temporary::unionId);
        if (only.isPresent() && !only.get().equals(unionId)) {
            return Optional.empty();
        }
        unionIds.put(external, unionId);
        if (way.wanted().temporary().isPresent()) {
            ways.remove(way.config()); // works once
        }
        waiting.put(new Key(way.wanted().userId(), external), way);
        return Optional.of(way);
    }

    /** The doctor lets a person in. */
    void letIn(String user, String external) {
        Optional<Contact> added = added(user, external);
        added.ifPresent(contact -> tell("add_external_contact", user, external, contact.state()));
    }

    private synchronized Optional<Contact> added(String user, String external) {
        Way way = waiting.remove(new Key(user, external));
        if (way == null) {
            return Optional.empty();
        }
        Contact contact = new Contact(
                user,
                external,
                way.wanted().state(),
                clock.instant(),
                way.wanted().temporary().map(temporary -> clock.instant().plus(temporary.chatLasts())));
        contacts.put(new Key(user, external), contact);
        return Optional.of(contact);
    }

    /** The doctor adds a person of their own, by another way than ours. */
    void addOwn(String user, String external, String state) {
        synchronized (this) {
            contacts.put(
                    new Key(user, external), new Contact(user, external, state, clock.instant(), Optional.empty()));
        }
        tell("add_external_contact", user, external, state);
    }

    void patientLeaves(String user, String external) {
        if (removed(user, external)) {
            tell("del_follow_user", user, external, "");
        }
    }

    void doctorRemoves(String user, String external) {
        if (removed(user, external)) {
            tell("del_external_contact", user, external, "");
        }
    }

    private synchronized boolean removed(String user, String external) {
        waiting.remove(new Key(user, external));
        return contacts.remove(new Key(user, external)) != null;
    }

    private void tell(String change, String user, String external, String state) {
        callbacks.accept("""
                <xml><ToUserName>corp</ToUserName><FromUserName>sys</FromUserName><CreateTime>%d</CreateTime>\
                <MsgType>event</MsgType><Event>change_external_contact</Event><ChangeType>%s</ChangeType>\
                <UserID>%s</UserID><ExternalUserID>%s</ExternalUserID><State>%s</State></xml>""".formatted(clock.instant().getEpochSecond(), change, user, external, state));
    }

    // ---- what it has

    synchronized List<Contact> contacts() {
        contacts.values()
                .removeIf(contact -> contact.until()
                        .filter(until -> !clock.instant().isBefore(until))
                        .isPresent());
        return contacts.values().stream()
                .sorted(Comparator.comparing(Contact::external))
                .toList();
    }

    synchronized List<Way> ways() {
        ways.values().removeIf(way -> way.lapsed(clock.instant()));
        return List.copyOf(ways.values());
    }

    // ---- calls

    private void before(String call) throws VendorRefused {
        Optional<Outcome.NotAccepted> fault = faults.before(call);
        if (fault.isPresent()) {
            throw new VendorRefused(fault.get());
        }
    }

    private void after(String call) throws VendorRefused {
        Optional<Outcome.NotAccepted> fault = faults.after(call);
        if (fault.isPresent()) {
            throw new VendorRefused(fault.get());
        }
    }

    @Override
    public synchronized Outcome message(String key, String userId, String title, String description, String url) {
        messages.add(userId + ": " + title);
        return new Outcome.Accepted("m");
    }

    @Override
    public synchronized Invitation addContactWay(NewInvitation wanted) throws VendorRefused {
        before("add");
        if (wanted.temporary().isPresent() && !sessions) {
            throw new VendorRefused(new Outcome.RefusedOurFault("41040"));
        }
        made++;
        Way way = new Way("config-" + made, wanted, clock.instant());
        ways.put(way.config(), way);
        after("add");
        return new Invitation(way.config(), "https://wework.example/qr/" + way.config());
    }

    @Override
    public synchronized Optional<ContactWay> getContactWay(String configId) throws VendorRefused {
        before("get");
        return Optional.ofNullable(ways.get(configId))
                .filter(way -> !way.lapsed(clock.instant()))
                .map(way -> new ContactWay(
                        way.config(),
                        "https://wework.example/qr/" + way.config(),
                        way.wanted().remark(),
                        way.wanted().state(),
                        way.wanted().skipVerify(),
                        List.of(way.wanted().userId()),
                        way.wanted().temporary().isPresent(),
                        way.wanted().temporary().map(NewInvitation.Temporary::chatLasts)));
    }

    @Override
    public synchronized ContactWayPage listContactWays(Instant from, Instant to, String cursor) throws VendorRefused {
        before("list");
        List<String> all = ways.values().stream()
                .filter(way -> way.wanted().temporary().isEmpty())
                .filter(way -> !way.madeAt().isBefore(from) && !way.madeAt().isAfter(to))
                .map(Way::config)
                .sorted()
                .toList();
        int start = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
        int end = Math.min(all.size(), start + 100);
        return new ContactWayPage(all.subList(start, end), end < all.size() ? String.valueOf(end) : "");
    }

    @Override
    public void updateContactWay(String configId, String remark, String state, boolean skipVerify) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized void deleteContactWay(String configId) throws VendorRefused {
        before("delete");
        ways.remove(configId);
        after("delete");
    }

    @Override
    public synchronized void closeTempChat(String userId, String externalUserId) throws VendorRefused {
        before("close");
        Contact contact = contacts.get(new Key(userId, externalUserId));
        boolean live = contact != null
                && contact.until()
                        .filter(until -> clock.instant().isBefore(until))
                        .isPresent();
        if (!live) {
            throw new VendorRefused(new Outcome.RefusedForGood("84061"));
        }
        contacts.remove(new Key(userId, externalUserId));
        after("close");
    }

    @Override
    public List<String> customersOf(String userId) {
        throw new UnsupportedOperationException();
    }

    @Override
    public synchronized List<Customer> customers(Collection<String> userIds) throws VendorRefused {
        before("customers");
        return contacts().stream()
                .filter(contact -> userIds.contains(contact.user()))
                .map(this::customer)
                .toList();
    }

    @Override
    public synchronized List<Customer> customer(String externalUserId) throws VendorRefused {
        before("customer");
        return contacts().stream()
                .filter(contact -> contact.external().equals(externalUserId))
                .map(this::customer)
                .toList();
    }

    private Customer customer(Contact contact) {
        return new Customer(
                contact.user(),
                contact.external(),
                Optional.ofNullable(unionIds.get(contact.external())),
                contact.addedAt().truncatedTo(ChronoUnit.SECONDS),
                contact.state(),
                1);
    }

    @Override
    public List<String> followUsers() {
        throw new UnsupportedOperationException();
    }
}
