package org.carecontact.vendortwin.wecom;

import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.Fault;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.wechat.Xml;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.Person;
import org.carecontact.vendortwin.world.Vendor;
import org.jspecify.annotations.Nullable;

// Longer than 300 lines: every act of both sides, each with what the company is told of it.
/** What members and people outside do at WeCom, and what the company is told of it (pages 92130, 96361). */
public final class ContactActs {

    private static final Duration WELCOME = Duration.ofSeconds(20);

    private final Map<String, Company> companies;
    private final Surroundings around;
    private final SecureRandom random = new SecureRandom();

    /** What came of a scan. */
    public enum Scanned {
        ADDED,
        WAITS_FOR_MEMBER,
        /** Nobody is told, and the state is not kept. */
        KNEW_EACH_OTHER,
        /** The QR code ended, was used, or is another person's. */
        REFUSED
    }

    ContactActs(Map<String, Company> companies, Surroundings around) {
        this.companies = companies;
        this.around = around;
    }

    /** The ids and names of all companies. */
    public Map<String, String> companies() {
        Map<String, String> names = new java.util.LinkedHashMap<>();
        companies.forEach((id, company) -> names.put(id, company.settings.name()));
        return names;
    }

    /** The members that are known by name. */
    public List<String> members(String corpId) {
        return company(corpId).members();
    }

    public Optional<Way> way(String configId) {
        return companies.values().stream()
                .flatMap(company -> {
                    synchronized (company) {
                        return Optional.ofNullable(company.ways.get(configId)).stream();
                    }
                })
                .findFirst();
    }

    /** All contact ways of a company, used and ended ones too. */
    public List<Way> ways(String corpId) {
        Company company = company(corpId);
        synchronized (company) {
            return List.copyOf(company.ways.values());
        }
    }

    /** All contacts of a company that last, the unconfirmed ones too. */
    public List<Contact> contacts(String corpId) {
        Company company = company(corpId);
        Instant now = around.clock().instant();
        synchronized (company) {
            return company.contacts.values().stream()
                    .filter(contact -> contact.lives(now))
                    .toList();
        }
    }

    /** The person scans the QR code of a contact way and adds its (first) member. */
    public Scanned scan(String configId, Person person) {
        Way way = way(configId).orElseThrow(() -> new IllegalArgumentException("there is no such QR code"));
        Company company = company(way.corpId());
        synchronized (company) {
            Instant now = around.clock().instant();
            String userId = way.users().getFirst();
            String external = externalUserId(company, person);
            boolean strange = !way.unionId().isEmpty() && !way.unionId().equals(person.unionId());
            if (!way.works(now) || strange) {
                return Scanned.REFUSED;
            }
            Optional<Contact> known = company.contact(userId, external).filter(contact -> contact.lives(now));
            if (known.isPresent() && known.get().confirmed()) {
                return Scanned.KNEW_EACH_OTHER;
            }
            Contact contact = new Contact(
                    way.corpId(),
                    userId,
                    external,
                    person.mobile(),
                    configId,
                    way.state(),
                    person.name(),
                    false,
                    way.temporary(),
                    now,
                    null,
                    now,
                    false,
                    way.conclusion());
            company.put(contact);
            if (!way.skipVerify()) {
                tell(company, contact, "add_half_external_contact", contact.state(), welcomeCode(company, contact), "");
                return Scanned.WAITS_FOR_MEMBER;
            }
            accept(company, contact, way.state(), true);
            return Scanned.ADDED;
        }
    }

    /** The member accepts somebody who scanned a QR code with verification. */
    public void confirm(String corpId, String userId, String externalUserId) {
        Company company = company(corpId);
        synchronized (company) {
            Contact contact = contact(company, userId, externalUserId);
            if (contact.confirmed()) {
                throw new IllegalArgumentException("the contact is confirmed already");
            }
            accept(company, contact, contact.state(), false);
        }
    }

    /** The member adds somebody by other means: a contact of the member's own, without a state. */
    public Contact addOwn(String corpId, String userId, Person person) {
        Company company = company(corpId);
        synchronized (company) {
            if (!company.isMember(userId)) {
                throw new IllegalArgumentException("there is no such member");
            }
            company.see(userId);
            Instant now = around.clock().instant();
            Contact contact = new Contact(
                    corpId,
                    userId,
                    externalUserId(company, person),
                    person.mobile(),
                    "",
                    "",
                    person.name(),
                    false,
                    false,
                    now,
                    null,
                    now,
                    false,
                    "");
            company.put(contact);
            return accept(company, contact, "", true);
        }
    }

    /** The member removes the person. */
    public void removedByMember(String corpId, String userId, String externalUserId) {
        remove(corpId, userId, externalUserId, "del_external_contact");
    }

    /** The person removes the member. */
    public void removedByPerson(String corpId, String userId, String externalUserId) {
        remove(corpId, userId, externalUserId, "del_follow_user");
    }

    /** The person no longer takes what the member writes; WeCom tells nobody. */
    public void block(String corpId, String userId, String externalUserId) {
        Company company = company(corpId);
        synchronized (company) {
            company.put(contact(company, userId, externalUserId).block());
        }
    }

    /** The member changes the remark. */
    public void remark(String corpId, String userId, String externalUserId, String text) {
        Company company = company(corpId);
        synchronized (company) {
            Contact contact = contact(company, userId, externalUserId).remarked(text);
            company.put(contact);
            tell(company, contact, "edit_external_contact", "", "", "");
        }
    }

    /** The person refuses to be handed over to another member. */
    public void refuseTransfer(String corpId, String userId, String externalUserId) {
        Company company = company(corpId);
        synchronized (company) {
            Contact contact = contact(company, userId, externalUserId);
            tell(company, contact, "transfer_fail", "", "", "customer_refused");
        }
    }

    /** Ends a temporary session: the conclusion is written to the person, and no event tells of it. */
    void endSession(Company company, Contact contact) {
        company.remove(contact);
        if (!contact.conclusion().isEmpty()) {
            write(company, contact, contact.conclusion());
        }
    }

    /** Writes the welcome text to the person of this contact; false if the contact is gone. */
    boolean welcome(Company company, String key, String text) {
        Contact contact = company.contacts.get(key.split(" ")[0]);
        Instant made = Instant.parse(key.split(" ")[1]);
        if (contact == null || made.plus(WELCOME).isBefore(around.clock().instant())) {
            return false;
        }
        write(company, contact, text);
        return true;
    }

    private Contact accept(Company company, Contact asked, String state, boolean first) {
        Instant now = around.clock().instant();
        Optional<Fault> hidden = around.faults()
                .of(FaultKind.CONTACT_HIDDEN, Vendor.WECOM, "externalcontact/get", asked.externalUserId());
        Way way = company.ways.get(asked.configId());
        Duration lasts = way == null ? Duration.ofDays(1) : way.chatFor();
        @Nullable Instant until = asked.temporary() ? now.plus(lasts) : null;
        Contact contact = asked.accepted(
                now, until, hidden.map(Fault::delay).map(now::plus).orElse(now));
        company.put(contact);
        if (way != null && way.temporary()) {
            company.put(way.usedUp());
            around.timetable().after(lasts, () -> sessionIsOver(company, contact));
        }
        tell(company, contact, "add_external_contact", state, first ? welcomeCode(company, contact) : "", "");
        return contact;
    }

    private void sessionIsOver(Company company, Contact contact) {
        synchronized (company) {
            company.contact(contact.userId(), contact.externalUserId())
                    .filter(now -> now.since().equals(contact.since()))
                    .ifPresent(now -> endSession(company, now));
        }
    }

    private void remove(String corpId, String userId, String externalUserId, String change) {
        Company company = company(corpId);
        synchronized (company) {
            Contact contact = contact(company, userId, externalUserId);
            company.remove(contact);
            tell(company, contact, change, "", "", "");
        }
    }

    private Contact contact(Company company, String userId, String externalUserId) {
        return company.contact(userId, externalUserId)
                .filter(contact -> contact.lives(around.clock().instant()))
                .orElseThrow(() -> new IllegalArgumentException("they do not know each other"));
    }

    private Company company(String corpId) {
        Company company = companies.get(corpId);
        if (company == null) {
            throw new IllegalArgumentException("there is no such company");
        }
        return company;
    }

    private String externalUserId(Company company, Person person) {
        return around.people().alias("wm", "wecom " + company.settings.corpId(), person);
    }

    private String welcomeCode(Company company, Contact contact) {
        byte[] bytes = new byte[24];
        random.nextBytes(bytes);
        String code = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        company.welcomeCodes.put(
                code,
                contact.userId() + "/" + contact.externalUserId() + " "
                        + around.clock().instant());
        if (company.welcomeCodes.size() > 10_000) {
            company.welcomeCodes.remove(company.welcomeCodes.keySet().iterator().next());
        }
        return code;
    }

    private void write(Company company, Contact contact, String text) {
        around.inbox()
                .add(new Item(
                        around.inbox().nextId(),
                        Vendor.WECOM,
                        company.settings.corpId(),
                        contact.mobile(),
                        contact.configId(),
                        "",
                        "",
                        contact.userId(),
                        text,
                        "",
                        around.clock().instant(),
                        contact.blocked() ? Item.State.FAILED : Item.State.DELIVERED,
                        "",
                        null,
                        Map.of()));
    }

    private void tell(
            Company company, Contact contact, String change, String state, String welcomeCode, String failure) {
        if (company.events == null) {
            return;
        }
        long now = around.clock().instant().getEpochSecond();
        company.events.push(
                change,
                List.copyOf(new ArrayList<>(List.of(contact.userId(), contact.externalUserId(), contact.mobile()))),
                Map.of(),
                (Set<FaultKind> wrong) -> {
                    Xml xml = new Xml()
                            .text("ToUserName", company.settings.corpId())
                            .text("FromUserName", "sys")
                            .number("CreateTime", now)
                            .text("MsgType", "event")
                            .text("Event", "change_external_contact")
                            .text("ChangeType", wrong.contains(FaultKind.UNKNOWN_CHANGE) ? "unheard_of_change" : change)
                            .text("UserID", contact.userId())
                            .text("ExternalUserID", contact.externalUserId());
                    if (!state.isEmpty()) {
                        xml.text("State", state);
                    }
                    if (!welcomeCode.isEmpty()) {
                        xml.text("WelcomeCode", welcomeCode);
                    }
                    if (!failure.isEmpty()) {
                        xml.text("FailReason", failure);
                    }
                    return xml.more(wrong.contains(FaultKind.MORE_FIELDS)).written();
                });
    }
}
