package org.carecontact.vendortwin.officialaccount;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.carecontact.vendortwin.settings.WeChatAccount;
import org.carecontact.vendortwin.wechat.SealedEvents;
import org.carecontact.vendortwin.world.People;
import org.carecontact.vendortwin.world.Person;
import org.jspecify.annotations.Nullable;

/** One account's followers and what they allow. Every field but the templates is used under its lock. */
final class Account {

    /** A subscription that does not end with one message. */
    static final int LONG_TERM = Integer.MAX_VALUE;

    final WeChatAccount settings;
    final @Nullable SealedEvents events;
    final Map<String, WeChatAccount.Template> templates = new ConcurrentHashMap<>();
    final Set<String> followers = new HashSet<>();
    final Set<String> messageRefusers = new HashSet<>();
    final Set<String> blacklist = new HashSet<>();
    final Map<String, Long> messageIds = new LinkedHashMap<>();
    final Map<String, Instant> messageTimes = new LinkedHashMap<>();
    final Deque<Instant> forcedTokens = new ArrayDeque<>();
    private final Map<String, Integer> subscriptions = new LinkedHashMap<>();
    private final People people;

    Account(WeChatAccount settings, @Nullable SealedEvents events, People people) {
        this.settings = settings;
        this.events = events;
        this.people = people;
        settings.templates().forEach(template -> templates.put(template.id(), template));
    }

    String openId(Person person) {
        return people.alias("o", "official-account " + settings.appId(), person);
    }

    /** Whose openid it is; empty if it is not one of this account. */
    Optional<Person> person(String openId) {
        return people.byAlias(openId).filter(person -> openId(person).equals(openId));
    }

    void allow(String mobile, String permission, int times) {
        subscriptions.merge(
                mobile + " " + permission,
                times,
                (known, more) -> known == LONG_TERM || more == LONG_TERM ? LONG_TERM : known + more);
    }

    void forbid(String mobile, String permission) {
        subscriptions.remove(mobile + " " + permission);
    }

    /** Uses one permission up, if there is one. */
    boolean use(String mobile, String permission) {
        String key = mobile + " " + permission;
        int left = subscriptions.getOrDefault(key, 0);
        if (left == 1) {
            subscriptions.remove(key);
        } else if (left != LONG_TERM && left > 1) {
            subscriptions.put(key, left - 1);
        }
        return left > 0;
    }

    int left(String mobile, String permission) {
        return subscriptions.getOrDefault(mobile + " " + permission, 0);
    }
}
