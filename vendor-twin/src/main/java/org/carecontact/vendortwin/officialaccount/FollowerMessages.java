package org.carecontact.vendortwin.officialaccount;

import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.Fault;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.settings.WeChatAccount;
import org.carecontact.vendortwin.sms.DayCount;
import org.carecontact.vendortwin.wechat.Errcodes;
import org.carecontact.vendortwin.wechat.Refusal;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.Person;
import org.carecontact.vendortwin.world.Vendor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Template messages, messages of a subscription, and those allowed once. */
final class FollowerMessages {

    private static final Duration SAME_MESSAGE = Duration.ofMinutes(10);

    private final AtomicLong ids = new AtomicLong(200_228_331);
    private final Surroundings around;
    private final FollowerActs acts;
    private final Duration reportAfter;
    private final DayCount today = new DayCount();

    FollowerMessages(Surroundings around, FollowerActs acts, Duration reportAfter) {
        this.around = around;
        this.acts = acts;
        this.reportAfter = reportAfter;
    }

    ObjectNode template(Account account, JsonNode body) {
        synchronized (account) {
            Person person = receiver(account, body);
            WeChatAccount.Template template = template(account, body, false);
            if (!account.followers.contains(person.mobile())) {
                throw new Refusal(43004);
            }
            if (account.blacklist.contains(person.mobile())) {
                throw new Refusal(43019);
            }
            Map<String, String> values = values(template, body);
            String key = body.path("client_msg_id").asString("");
            Optional<Long> known = known(account, body.path("touser").asString("") + " " + key, key);
            if (known.isPresent()) {
                return Errcodes.ok().put("msgid", known.get());
            }
            if (!today.take(
                    account.settings.appId(),
                    1,
                    account.settings.dailyTemplates(),
                    around.clock().instant())) {
                throw new Refusal(45009);
            }
            long id = ids.incrementAndGet();
            if (!key.isEmpty()) {
                account.messageIds.put(body.path("touser").asString("") + " " + key, id);
                account.messageTimes.put(
                        body.path("touser").asString("") + " " + key,
                        around.clock().instant());
            }
            Item item = item(
                    account,
                    person,
                    template,
                    values,
                    key,
                    String.valueOf(id),
                    body.path("url").asString(""));
            boolean refused = account.messageRefusers.contains(person.mobile());
            String status = status("template/send", item, refused ? "failed:user block" : "success");
            deliver(
                    item,
                    person,
                    status.equals("success"),
                    status,
                    () -> acts.tell(
                            account,
                            person,
                            "TEMPLATESENDJOBFINISH",
                            xml -> xml.number("MsgID", id).text("Status", status)));
            return Errcodes.ok().put("msgid", id);
        }
    }

    /** A message of a subscription: its answer has no id. */
    ObjectNode subscription(Account account, JsonNode body) {
        synchronized (account) {
            Person person = receiver(account, body);
            WeChatAccount.Template template = template(account, body, true);
            Map<String, String> values = values(template, body);
            if (!account.use(person.mobile(), template.id())) {
                throw new Refusal(43101);
            }
            long id = ids.incrementAndGet();
            Item item = item(
                    account, person, template, values, "", "", body.path("page").asString(""));
            String status = status("subscribe/bizsend", item, "success");
            deliver(
                    item,
                    person,
                    status.equals("success"),
                    status,
                    () -> acts.tell(
                            account,
                            person,
                            "subscribe_msg_sent_event",
                            xml -> xml.open("SubscribeMsgSentEvent")
                                    .open("List")
                                    .text("TemplateId", template.id())
                                    .number("MsgID", id)
                                    .number("ErrorCode", status.equals("success") ? 0 : 43101)
                                    .text("ErrorStatus", status)
                                    .close("List")
                                    .close("SubscribeMsgSentEvent")));
            return Errcodes.ok();
        }
    }

    /** A message that was allowed once for a scene. */
    ObjectNode once(Account account, JsonNode body) {
        synchronized (account) {
            Person person = receiver(account, body);
            String title = body.path("title").asString("");
            String content = body.at("/data/content/value").asString("");
            if (title.isEmpty() || title.length() > 15 || content.isEmpty() || content.length() > 200) {
                throw new Refusal(47003, "argument invalid!");
            }
            if (!account.use(person.mobile(), "scene " + body.path("scene").asString(""))) {
                throw new Refusal(43101);
            }
            WeChatAccount.Template template =
                    new WeChatAccount.Template(body.path("template_id").asString(""), true, title, java.util.List.of());
            Item item = item(
                    account,
                    person,
                    template,
                    Map.of("content", content),
                    "",
                    "",
                    body.path("url").asString(""));
            around.inbox().add(item.settled(Item.State.DELIVERED, "success", item.at()));
            return Errcodes.ok();
        }
    }

    private Optional<Long> known(Account account, String name, String key) {
        Instant oldest = around.clock().instant().minus(SAME_MESSAGE);
        account.messageTimes.entrySet().removeIf(entry -> entry.getValue().isBefore(oldest));
        account.messageIds.keySet().retainAll(account.messageTimes.keySet());
        return key.isEmpty() ? Optional.empty() : Optional.ofNullable(account.messageIds.get(name));
    }

    private static Person receiver(Account account, JsonNode body) {
        return account.person(body.path("touser").asString("")).orElseThrow(() -> new Refusal(40003));
    }

    private static WeChatAccount.Template template(Account account, JsonNode body, boolean subscription) {
        return Optional.ofNullable(
                        account.templates.get(body.path("template_id").asString("")))
                .filter(template -> template.subscription() == subscription)
                .orElseThrow(() -> new Refusal(40037));
    }

    private static Map<String, String> values(WeChatAccount.Template template, JsonNode body) {
        Map<String, String> values = new LinkedHashMap<>();
        body.path("data")
                .properties()
                .forEach(entry -> values.put(
                        entry.getKey(), entry.getValue().path("value").asString("")));
        Optional<String> misfit = Values.misfit(template.keys(), values);
        if (misfit.isPresent()) {
            throw new Refusal(47003, "argument invalid! data." + misfit.get() + ".value invalid");
        }
        return values;
    }

    private Item item(
            Account account,
            Person person,
            WeChatAccount.Template template,
            Map<String, String> values,
            String key,
            String vendorId,
            String url) {
        String text = values.entrySet().stream()
                .filter(entry -> template.keys().isEmpty() || template.keys().contains(entry.getKey()))
                .map(Map.Entry::getValue)
                .collect(Collectors.joining("\n"));
        return new Item(
                around.inbox().nextId(),
                Vendor.OFFICIAL_ACCOUNT,
                account.settings.appId(),
                person.mobile(),
                key,
                vendorId,
                template.id(),
                template.title(),
                text,
                url,
                around.clock().instant(),
                Item.State.WAITING,
                "",
                null,
                values);
    }

    private String status(String call, Item item, String ordinary) {
        return around.faults()
                .of(FaultKind.REPORT_CODE, Vendor.OFFICIAL_ACCOUNT, call, item.to())
                .map(Fault::code)
                .orElse(ordinary);
    }

    private void deliver(Item item, Person person, boolean arrives, String status, Runnable tell) {
        around.inbox().add(item);
        Runnable report = () -> {
            around.inbox()
                    .change(
                            item.id(),
                            it -> it.settled(
                                    arrives ? Item.State.DELIVERED : Item.State.FAILED,
                                    status,
                                    around.clock().instant()));
            tell.run();
        };
        boolean atOnce = around.faults().waiting().stream()
                .anyMatch(fault -> fault.kind() == FaultKind.BEFORE_ANSWER
                        && (fault.of().isEmpty() || fault.of().equals(person.mobile())));
        if (atOnce) {
            report.run();
        } else {
            around.timetable().after(reportAfter, report);
        }
    }
}
