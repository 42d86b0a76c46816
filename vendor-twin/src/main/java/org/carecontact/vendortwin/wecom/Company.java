package org.carecontact.vendortwin.wecom;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedSet;
import org.carecontact.vendortwin.settings.WeComCompany;
import org.carecontact.vendortwin.wechat.SealedEvents;
import org.jspecify.annotations.Nullable;

/** One company's members, ways and contacts. Every method is called under its lock. */
final class Company {

    private static final int MOST = 100_000;

    final WeComCompany settings;
    final @Nullable SealedEvents events;
    final Map<String, Way> ways = new LinkedHashMap<>();
    final Map<String, Contact> contacts = new LinkedHashMap<>();
    final Map<String, String> welcomeCodes = new LinkedHashMap<>();
    private final SequencedSet<String> seen = new LinkedHashSet<>();

    /** Knows the company; without keys for events it is told nothing. */
    Company(WeComCompany settings, @Nullable SealedEvents events) {
        this.settings = settings;
        this.events = events;
    }

    boolean isMember(String userId) {
        return settings.users().isEmpty()
                ? userId.matches("[A-Za-z0-9][A-Za-z0-9_.@-]{0,63}")
                : settings.users().contains(userId);
    }

    void see(String userId) {
        if (seen.size() < MOST) {
            seen.add(userId);
        }
    }

    /** All members, or those who were named in a call where every id is one. */
    synchronized List<String> members() {
        return settings.users().isEmpty() ? List.copyOf(seen) : settings.users();
    }

    void put(Way way) {
        ways.put(way.configId(), way);
        if (ways.size() > MOST) {
            ways.remove(ways.keySet().iterator().next());
        }
    }

    void put(Contact contact) {
        contacts.put(key(contact.userId(), contact.externalUserId()), contact);
        if (contacts.size() > MOST) {
            contacts.remove(contacts.keySet().iterator().next());
        }
    }

    Optional<Contact> contact(String userId, String externalUserId) {
        return Optional.ofNullable(contacts.get(key(userId, externalUserId)));
    }

    void remove(Contact contact) {
        contacts.remove(key(contact.userId(), contact.externalUserId()));
    }

    List<Contact> of(String userId) {
        List<Contact> all = new ArrayList<>(contacts.values());
        all.removeIf(contact -> !contact.userId().equals(userId));
        return all;
    }

    private static String key(String userId, String externalUserId) {
        return userId + "/" + externalUserId;
    }
}
