package org.carecontact.vendortwin.acts;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.carecontact.vendortwin.faults.Fault;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.officialaccount.FollowerActs;
import org.carecontact.vendortwin.wecom.ContactActs;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.Person;
import org.carecontact.vendortwin.world.Vendor;

/** Does what was asked by names and values, from a form or from JSON; {@link IllegalArgumentException} if it can't. */
public final class Acts {

    private final Everything all;

    public Acts(Everything all) {
        this.all = all;
    }

    /** Does it and returns what came of it. */
    public Object perform(String kind, Map<String, String> fields) {
        return switch (kind) {
            case "wecom" -> wecom(fields);
            case "official-account" -> officialAccount(fields);
            case "replies" -> reply(fields);
            case "people" -> person(fields);
            case "faults" -> fault(fields);
            case "clock" -> forward(fields);
            default -> throw new IllegalArgumentException("there is no such kind of act");
        };
    }

    private Object wecom(Map<String, String> fields) {
        ContactActs acts = all.wecom().acts();
        String corp = text(fields, "corp");
        String user = text(fields, "user");
        String external = text(fields, "external");
        switch (text(fields, "act")) {
            case "scan" -> {
                return Map.of("scanned", acts.scan(text(fields, "config"), somebody(fields)));
            }
            case "add" -> {
                return acts.addOwn(corp, user, somebody(fields));
            }
            case "confirm" -> acts.confirm(corp, user, external);
            case "removed-by-member" -> acts.removedByMember(corp, user, external);
            case "removed-by-person" -> acts.removedByPerson(corp, user, external);
            case "block" -> acts.block(corp, user, external);
            case "remark" -> acts.remark(corp, user, external, text(fields, "text"));
            case "refuse-transfer" -> acts.refuseTransfer(corp, user, external);
            default -> throw new IllegalArgumentException("there is no such act");
        }
        return Map.of("done", true);
    }

    /** Answers with how the person stands to the account then. */
    private Object officialAccount(Map<String, String> fields) {
        FollowerActs acts = all.accounts().acts();
        String app = text(fields, "account");
        Person person = somebody(fields);
        String template = text(fields, "template");
        switch (text(fields, "act")) {
            case "follow" -> acts.follow(app, person);
            case "unfollow" -> acts.unfollow(app, person);
            case "refuse-messages" -> acts.refuseMessages(app, person, true);
            case "take-messages" -> acts.refuseMessages(app, person, false);
            case "blacklist" -> acts.blacklist(app, person);
            case "accept-subscription" -> acts.answerSubscription(app, person, template, true, false);
            case "accept-subscription-for-good" -> acts.answerSubscription(app, person, template, true, true);
            case "refuse-subscription" -> acts.answerSubscription(app, person, template, false, false);
            case "withdraw-subscription" -> acts.withdrawSubscription(app, person, template);
            default -> throw new IllegalArgumentException("there is no such act");
        }
        return acts.standing(app, person);
    }

    /** Replies to the newest SMS that the person got, or to the one with this id. */
    private Object reply(Map<String, String> fields) {
        Person person = all.around().people().at(text(fields, "from"));
        String id = text(fields, "id");
        Item item = all.around().inbox().of(person.mobile()).stream()
                .filter(one -> one.vendor() == Vendor.ALIYUN || one.vendor() == Vendor.TENCENT)
                .filter(one -> id.isEmpty() || one.id().equals(id))
                .reduce((_, later) -> later)
                .orElseThrow(() -> new IllegalArgumentException("there is no SMS to reply to"));
        switch (item.vendor()) {
            case ALIYUN -> all.aliyun().reply(item.account(), person, text(fields, "text"));
            case TENCENT -> all.tencent().reply(item.account(), person, item.title(), text(fields, "text"));
            case WECOM, OFFICIAL_ACCOUNT, GATEWAY -> {}
        }
        return Map.of("to", item.account());
    }

    private Object person(Map<String, String> fields) {
        String mobile = text(fields, "mobile");
        if (!text(fields, "name").isEmpty()) {
            all.around().people().add(mobile, text(fields, "name"));
        }
        if (!text(fields, "phone").isEmpty()) {
            all.around().people().phone(mobile, oneOf(Person.Phone.values(), fields, "phone"));
        }
        return all.around().people().at(mobile);
    }

    private Object fault(Map<String, String> fields) {
        if (!text(fields, "cancel").isEmpty()) {
            return Map.of("cancelled", all.around().faults().cancel(text(fields, "cancel")));
        }
        Optional<Vendor> vendor = Vendor.of(text(fields, "vendor"));
        if (vendor.isEmpty() && !text(fields, "vendor").isEmpty()) {
            throw new IllegalArgumentException("there is no vendor of this name");
        }
        if (!text(fields, "seed").isEmpty()) {
            all.around().faults().seed(number(Long::parseLong, fields, "seed", ""));
        }
        Fault fault = new Fault(
                all.around().faults().nextId(),
                oneOf(FaultKind.values(), fields, "kind"),
                vendor.orElse(null),
                text(fields, "call"),
                text(fields, "of"),
                number(Integer::parseInt, fields, "times", "1"),
                number(Double::parseDouble, fields, "share", "1"),
                duration(fields, "delay", "PT5S"),
                text(fields, "code"),
                !text(fields, "accepted").isEmpty() && !text(fields, "accepted").equals("false"));
        all.around().faults().order(fault);
        return fault;
    }

    private Object forward(Map<String, String> fields) {
        all.around().clock().forward(duration(fields, "forward", ""));
        return Map.of("now", all.around().clock().instant());
    }

    private Person somebody(Map<String, String> fields) {
        return all.around().people().at(text(fields, "person"));
    }

    private static <E extends Enum<E>> E oneOf(E[] all, Map<String, String> fields, String name) {
        String given = text(fields, name);
        return Arrays.stream(all)
                .filter(each -> each.name().equalsIgnoreCase(given))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(name + " is one of "
                        + Arrays.stream(all).map(Enum::name).collect(Collectors.joining(", "))));
    }

    private static Duration duration(Map<String, String> fields, String name, String otherwise) {
        String given = text(fields, name);
        try {
            return Duration.parse(given.isEmpty() ? otherwise : given);
        } catch (DateTimeParseException _) {
            throw new IllegalArgumentException(
                    name + " is a duration in the form of ISO 8601, as PT5S (5 seconds), PT1M30S or P1DT2H");
        }
    }

    private static <N extends Number> N number(
            Function<String, N> reader, Map<String, String> fields, String name, String otherwise) {
        String given = text(fields, name);
        try {
            return reader.apply(given.isEmpty() ? otherwise : given);
        } catch (NumberFormatException _) {
            throw new IllegalArgumentException(name + " is a number");
        }
    }

    private static String text(Map<String, String> fields, String name) {
        return fields.getOrDefault(name, "").strip();
    }
}
