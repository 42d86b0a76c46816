package org.carecontact.vendortwin.officialaccount;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.settings.WeChatAccount;
import org.carecontact.vendortwin.wechat.Xml;
import org.carecontact.vendortwin.world.Person;

/** What people do at an official account, and what it is told of it. */
public final class FollowerActs {

    private final Map<String, Account> accounts;
    private final Surroundings around;

    /**
     * How a person stands to an account.
     *
     * @param subscriptions how many messages of each template are allowed; 2147483647 for any number
     */
    public record Standing(
            String appId,
            String account,
            String openId,
            boolean follows,
            boolean refusesMessages,
            boolean blacklisted,
            Map<String, Integer> subscriptions) {}

    FollowerActs(Map<String, Account> accounts, Surroundings around) {
        this.accounts = accounts;
        this.around = around;
    }

    /** How the person stands to every account. */
    public List<Standing> standings(Person person) {
        return accounts.values().stream()
                .map(account -> standing(account, person))
                .toList();
    }

    public Standing standing(String appId, Person person) {
        return standing(account(appId), person);
    }

    /** The account's subscription templates by their ids, with titles. */
    public Map<String, String> subscriptionTemplates(String appId) {
        Map<String, String> titles = new LinkedHashMap<>();
        account(appId).templates.values().stream()
                .filter(WeChatAccount.Template::subscription)
                .forEach(template -> titles.put(template.id(), template.title()));
        return titles;
    }

    public void follow(String appId, Person person) {
        Account account = account(appId);
        synchronized (account) {
            if (account.followers.add(person.mobile())) {
                tell(account, person, "subscribe", xml -> xml.text("EventKey", ""));
            }
        }
    }

    /** Ends template messages too; subscriptions stay. */
    public void unfollow(String appId, Person person) {
        Account account = account(appId);
        synchronized (account) {
            if (account.followers.remove(person.mobile())) {
                tell(account, person, "unsubscribe", xml -> xml.text("EventKey", ""));
            }
        }
    }

    /** The person takes the account's template messages or not; the account learns it by what becomes of them. */
    public void refuseMessages(String appId, Person person, boolean refused) {
        Account account = account(appId);
        synchronized (account) {
            if (refused) {
                account.messageRefusers.add(person.mobile());
            } else {
                account.messageRefusers.remove(person.mobile());
            }
        }
    }

    /** The account itself puts the person on its blacklist. */
    public void blacklist(String appId, Person person) {
        Account account = account(appId);
        synchronized (account) {
            account.blacklist.add(person.mobile());
        }
    }

    /** The person answers the question for one message of the template, or for all with the long-term kind. */
    public void answerSubscription(String appId, Person person, String template, boolean accepted, boolean longTerm) {
        Account account = account(appId);
        synchronized (account) {
            if (accepted) {
                account.allow(person.mobile(), template, longTerm ? Account.LONG_TERM : 1);
            }
            tell(
                    account,
                    person,
                    "subscribe_msg_popup_event",
                    xml -> list(xml, "SubscribeMsgPopupEvent", template, accepted ? "accept" : "reject")
                            .number("PopupScene", 2)
                            .close("List")
                            .close("SubscribeMsgPopupEvent"));
        }
    }

    /** The person takes a subscription back in the settings of WeChat. */
    public void withdrawSubscription(String appId, Person person, String template) {
        Account account = account(appId);
        synchronized (account) {
            account.forbid(person.mobile(), template);
            push(account, person, "subscribe_msg_change_event", wrong -> {
                // The published example has the element of the other event.
                String element =
                        wrong.contains(FaultKind.OTHER_ELEMENT) ? "SubscribeMsgChangeEvent" : "SubscribeMsgPopupEvent";
                return xml ->
                        list(xml, element, template, "reject").close("List").close(element);
            });
        }
    }

    /** The person allows one message of the scene on the page that asks for it. */
    public void allowOnce(String appId, Person person, String scene) {
        Account account = account(appId);
        synchronized (account) {
            // Permissions of one scene do not add up.
            account.forbid(person.mobile(), "scene " + scene);
            account.allow(person.mobile(), "scene " + scene, 1);
        }
    }

    /** Tells the account of what became of a message. */
    void tell(Account account, Person person, String event, UnaryOperator<Xml> content) {
        push(account, person, event, _ -> content);
    }

    private void push(
            Account account,
            Person person,
            String event,
            java.util.function.Function<Set<FaultKind>, UnaryOperator<Xml>> content) {
        if (account.events == null) {
            return;
        }
        String openId = account.openId(person);
        long now = around.clock().instant().getEpochSecond();
        account.events.push(event, List.of(openId, person.mobile()), Map.of("openid", openId), wrong -> {
            Xml xml = new Xml()
                    .text("ToUserName", "gh_" + account.settings.appId())
                    .text("FromUserName", openId)
                    .number("CreateTime", now)
                    .text("MsgType", "event")
                    .text("Event", wrong.contains(FaultKind.UNKNOWN_CHANGE) ? "unheard_of_event" : event);
            return content.apply(wrong)
                    .apply(xml)
                    .more(wrong.contains(FaultKind.MORE_FIELDS))
                    .written();
        });
    }

    private static Xml list(Xml xml, String element, String template, String status) {
        return xml.open(element).open("List").text("TemplateId", template).text("SubscribeStatusString", status);
    }

    private Standing standing(Account account, Person person) {
        synchronized (account) {
            Map<String, Integer> left = new LinkedHashMap<>();
            account.templates.values().stream()
                    .filter(WeChatAccount.Template::subscription)
                    .forEach(template -> left.put(template.id(), account.left(person.mobile(), template.id())));
            return new Standing(
                    account.settings.appId(),
                    account.settings.name(),
                    account.openId(person),
                    account.followers.contains(person.mobile()),
                    account.messageRefusers.contains(person.mobile()),
                    account.blacklist.contains(person.mobile()),
                    left);
        }
    }

    private Account account(String appId) {
        return Optional.ofNullable(accounts.get(appId))
                .orElseThrow(() -> new IllegalArgumentException("there is no such official account"));
    }
}
