package org.carecontact.vendortwin.tencent;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.carecontact.vendortwin.callbacks.Callbacks;
import org.carecontact.vendortwin.callbacks.Event;
import org.carecontact.vendortwin.callbacks.Letter;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.Call;
import org.carecontact.vendortwin.faults.Fault;
import org.carecontact.vendortwin.faults.FaultKind;
import org.carecontact.vendortwin.faults.Faults;
import org.carecontact.vendortwin.faults.VendorDoor;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.settings.SmsTemplate;
import org.carecontact.vendortwin.settings.TencentAccount;
import org.carecontact.vendortwin.sms.Digests;
import org.carecontact.vendortwin.sms.Sent;
import org.carecontact.vendortwin.world.Inbox;
import org.carecontact.vendortwin.world.Item;
import org.carecontact.vendortwin.world.People;
import org.carecontact.vendortwin.world.Person;
import org.carecontact.vendortwin.world.Timetable;
import org.carecontact.vendortwin.world.TwinClock;
import org.carecontact.vendortwin.world.Vendor;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

// Longer than 300 lines: three calls and two pushes with one vendor's forms of answers, numbers and times.
/** Tencent Cloud's SendSms and the pulling of states and replies, and their pushes (pages 382/5807, 382/5809). */
public final class Tencent implements VendorDoor {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.of("Asia/Shanghai"));
    private static final Pattern CHINESE = Pattern.compile("(\\+86|0086|86)?(1[3-9][0-9]{9})");
    private static final Pattern FOREIGN = Pattern.compile("\\+[1-9][0-9]{6,14}");
    private static final int MOST_NUMBERS = 200;
    private static final int MOST_REPLIES = 10_000;
    private static final List<Duration> REPETITIONS = List.of(Duration.ofMinutes(1), Duration.ofMinutes(5));

    private final JsonMapper json = new JsonMapper();
    private final Map<String, TencentAccount> accounts = new LinkedHashMap<>();
    private final Map<String, SmsTemplate> templates = new ConcurrentHashMap<>();
    private final List<Answered> replies = new ArrayList<>();
    private final TencentGate gate;
    private final Sent sent = new Sent();
    private final AtomicLong numbers = new AtomicLong(1_045_000_000);
    private final TwinClock clock;
    private final Timetable timetable;
    private final People people;
    private final Inbox inbox;
    private final Faults faults;
    private final Callbacks callbacks;
    private final Duration reportAfter;

    /** What somebody replied. */
    private record Answered(String account, String mobile, String sign, String text, Instant at) {}

    public Tencent(List<TencentAccount> known, Surroundings around, Duration reportAfter) {
        clock = around.clock();
        timetable = around.timetable();
        people = around.people();
        inbox = around.inbox();
        faults = around.faults();
        callbacks = around.callbacks();
        this.reportAfter = reportAfter;
        for (TencentAccount account : known) {
            accounts.put(account.secretId(), account);
            account.templates().forEach(template -> approve(account.secretId(), template));
            callbacks.address(Vendor.TENCENT, account.secretId(), "report", account.statusUrl());
            callbacks.address(Vendor.TENCENT, account.secretId(), "reply", account.replyUrl());
        }
        gate = new TencentGate(accounts);
    }

    private void approve(String account, SmsTemplate template) {
        review(account, template).ifPresent(why -> {
            throw new IllegalArgumentException("the template " + template.code() + " would be refused: " + why);
        });
    }

    /** Approves the template for the account, or says why not. */
    public Optional<String> review(String secretId, SmsTemplate template) {
        if (!accounts.containsKey(secretId)) {
            return Optional.of("there is no such account");
        }
        Optional<String> refusal = TencentRules.refusal(template);
        if (refusal.isEmpty()) {
            templates.put(secretId + "/" + template.code(), template);
        }
        return refusal;
    }

    /** Pushes what the person replied to an SMS of the account, and keeps it to be pulled. */
    public void reply(String secretId, Person from, String sign, String text) {
        Answered reply = new Answered(secretId, from.mobile(), sign, text, clock.instant());
        synchronized (replies) {
            replies.add(reply);
            if (replies.size() > MOST_REPLIES) {
                replies.removeFirst();
            }
        }
        callbacks.push(new Event(
                Vendor.TENCENT, secretId, "reply", "reply", List.of(from.mobile()), REPETITIONS, taken(), wrong -> {
                    ObjectNode body = json.createObjectNode()
                            .put("extend", "")
                            .put("mobile", national(from.mobile()))
                            .put("nationcode", "86")
                            .put("sign", sign)
                            .put("text", text)
                            .put("time", reply.at().getEpochSecond());
                    return post(body, body, wrong.contains(FaultKind.MORE_FIELDS));
                }));
    }

    @Override
    public boolean isFor(Request request) {
        return request.path().equals("/") && !request.header("x-tc-action").isEmpty();
    }

    @Override
    public Call call(Request request) {
        JsonNode body = read(request).orElseGet(json::createObjectNode);
        List<String> whom = new ArrayList<>();
        body.path("PhoneNumberSet")
                .forEach(number -> international(number.asString("")).ifPresent(whom::add));
        international(body.path("PhoneNumber").asString("")).ifPresent(whom::add);
        return new Call(
                Vendor.TENCENT,
                request.header("x-tc-action"),
                TencentGate.secretId(request),
                whom,
                body.path("SessionContext").asString(""));
    }

    @Override
    public Reply answer(Request request) {
        return switch (gate.enter(request, clock.machineTime())) {
            case TencentGate.Entry.Refused(String why) -> refused(why);
            case TencentGate.Entry.Let(TencentAccount account) -> {
                Optional<JsonNode> body = read(request);
                if (body.isEmpty()) {
                    yield refused("InvalidParameter");
                }
                if (!request.header("x-tc-version").equals("2021-01-11")) {
                    yield refused("NoSuchVersion");
                }
                if (!body.get().path("SmsSdkAppId").asString("").equals(account.sdkAppId())) {
                    yield refused("UnauthorizedOperation.SmsSdkAppIdVerifyFail");
                }
                yield switch (request.header("x-tc-action")) {
                    case "SendSms" -> send(account, body.get());
                    case "PullSmsSendStatusByPhoneNumber" -> states(account, body.get());
                    case "PullSmsReplyStatusByPhoneNumber" -> pulledReplies(account, body.get());
                    default -> refused("InvalidAction");
                };
            }
        };
    }

    @Override
    public Answer failure(Call call, String code) {
        return refused(code).answer();
    }

    private Reply send(TencentAccount account, JsonNode body) {
        JsonNode numberSet = body.path("PhoneNumberSet");
        if (numberSet.isEmpty() || numberSet.size() > MOST_NUMBERS) {
            return refused("LimitExceeded.PhoneNumberCountLimit");
        }
        List<String> values = new ArrayList<>();
        body.path("TemplateParamSet").forEach(value -> values.add(value.asString("")));
        ArrayNode states = json.createArrayNode();
        List<String> codes = new ArrayList<>();
        for (JsonNode number : numberSet) {
            String code = sendOne(account, body, number.asString(""), values, states);
            codes.add(code);
        }
        ObjectNode answer = json.createObjectNode();
        answer.set("SendStatusSet", states);
        String first =
                codes.stream().filter(code -> !code.equals("Ok")).findFirst().orElse("Ok");
        return new Reply(answered(answer), first);
    }

    private String sendOne(
            TencentAccount account, JsonNode body, String number, List<String> values, ArrayNode states) {
        Optional<String> mobile = international(number);
        SmsTemplate template =
                templates.get(account.secretId() + "/" + body.path("TemplateId").asString(""));
        String sign = body.path("SignName").asString("");
        Optional<String> code = mobile.isEmpty()
                ? Optional.of("InvalidParameterValue.IncorrectPhoneNumber")
                : refusal(account, template, sign, mobile.get(), values);
        ObjectNode state = states.addObject();
        String serial = code.isPresent() || template == null || mobile.isEmpty()
                ? ""
                : accept(account, template, mobile.get(), sign, values, body);
        state.put("SerialNo", serial)
                .put("PhoneNumber", mobile.orElse(number))
                .put("Fee", code.isPresent() ? 0 : 1)
                .put("SessionContext", body.path("SessionContext").asString(""))
                .put("Code", code.orElse("Ok"))
                .put("Message", code.isPresent() ? code.get() : "send success")
                .put("IsoCode", "CN");
        return code.orElse("Ok");
    }

    private Optional<String> refusal(
            TencentAccount account,
            @org.jspecify.annotations.Nullable SmsTemplate template,
            String sign,
            String mobile,
            List<String> values) {
        Optional<Fault> ordered = faults.of(FaultKind.NUMBER_CODE, Vendor.TENCENT, "SendSms", mobile);
        if (ordered.isPresent()) {
            return Optional.of(ordered.get().code());
        }
        if (!account.signs().contains(sign)) {
            return Optional.of("FailedOperation.SignatureIncorrectOrUnapproved");
        }
        if (template == null) {
            return Optional.of("FailedOperation.TemplateUnapprovedOrNotExist");
        }
        Optional<String> misfit = TencentRules.refusal(template, values);
        if (misfit.isPresent()) {
            return misfit;
        }
        if (people.at(mobile).phone() == Person.Phone.BLOCKED) {
            return Optional.of("FailedOperation.PhoneNumberInBlacklist");
        }
        Instant now = clock.instant();
        String same = mobile + " " + Digests.sha256(sign + template.filled(TencentRules.numbered(values)));
        String all = account.secretId() + " " + mobile;
        synchronized (sent) {
            if (sent.within(same, Duration.ofSeconds(30), now) >= 1) {
                return Optional.of("LimitExceeded.PhoneNumberThirtySecondLimit");
            }
            if (sent.inPresent(all, ChronoUnit.DAYS, now) >= account.dailyPerNumber()) {
                return Optional.of("LimitExceeded.PhoneNumberDailyLimit");
            }
            sent.add(same, now);
            sent.add(all, now);
        }
        return Optional.empty();
    }

    private String accept(
            TencentAccount account,
            SmsTemplate template,
            String mobile,
            String sign,
            List<String> values,
            JsonNode body) {
        Person person = people.at(mobile);
        Instant now = clock.instant();
        String serial = "5000:" + numbers.incrementAndGet() + now.getEpochSecond();
        Item item = new Item(
                inbox.nextId(),
                Vendor.TENCENT,
                account.secretId(),
                mobile,
                body.path("SessionContext").asString(""),
                serial,
                template.code(),
                sign,
                "【" + sign + "】" + template.filled(TencentRules.numbered(values)),
                "",
                now,
                Item.State.WAITING,
                "",
                null,
                TencentRules.numbered(values));
        inbox.add(item);
        Optional<Fault> ordered = faults.of(FaultKind.REPORT_CODE, Vendor.TENCENT, "SendSms", mobile);
        if (ordered.isEmpty() && person.phone() == Person.Phone.SILENT) {
            return serial;
        }
        String code = ordered.map(Fault::code).orElse(person.phone() == Person.Phone.OFF ? "MK:0001" : "DELIVRD");
        Item.State state = code.equals("DELIVRD") ? Item.State.DELIVERED : Item.State.FAILED;
        if (faults.isOrdered(FaultKind.BEFORE_ANSWER, Vendor.TENCENT, "report", mobile)) {
            report(item, state, code);
        } else {
            timetable.after(reportAfter, () -> report(item, state, code));
        }
        return serial;
    }

    private void report(Item item, Item.State state, String code) {
        Instant now = clock.instant();
        inbox.change(item.id(), it -> it.settled(state, code, now));
        callbacks.push(new Event(
                Vendor.TENCENT, item.account(), "report", "report", List.of(item.to()), REPETITIONS, taken(), wrong -> {
                    ObjectNode one = json.createObjectNode()
                            .put("user_receive_time", TIME.format(now))
                            .put("nationcode", "86")
                            .put("mobile", national(item.to()))
                            .put("report_status", state == Item.State.DELIVERED ? "SUCCESS" : "FAIL")
                            .put("errmsg", code)
                            .put("description", state == Item.State.DELIVERED ? "用户短信送达成功" : "用户短信送达失败")
                            .put("sid", item.vendorId());
                    return post(one, json.createArrayNode().add(one), wrong.contains(FaultKind.MORE_FIELDS));
                }));
    }

    private static Letter.Post post(ObjectNode one, JsonNode whole, boolean moreFields) {
        if (moreFields) {
            one.put("sub_error", "0").put("sub_error_desc", "none");
        }
        return new Letter.Post("", "application/json; charset=utf-8", whole.toString());
    }

    private BiPredicate<Integer, String> taken() {
        return (status, body) -> {
            try {
                JsonNode result = json.readTree(body).path("result");
                return status == 200 && result.isNumber() && result.asInt() == 0;
            } catch (JacksonException _) {
                return false;
            }
        };
    }

    private Reply states(TencentAccount account, JsonNode body) {
        Optional<String> mobile = international(body.path("PhoneNumber").asString(""));
        if (mobile.isEmpty() || !isPage(body)) {
            return refused("InvalidParameterValue.IncorrectPhoneNumber");
        }
        ObjectNode answer = json.createObjectNode();
        ArrayNode all = answer.putArray("PullSmsSendStatusSet");
        inbox.of(mobile.get()).stream()
                .filter(item -> item.vendor() == Vendor.TENCENT
                        && item.account().equals(account.secretId())
                        && item.state() != Item.State.WAITING
                        && isBetween(body, item.at()))
                .limit(body.path("Limit").asInt())
                .forEach(item -> {
                    Instant settledAt = item.settledAt();
                    all.addObject()
                            .put("UserReceiveTime", settledAt == null ? 0 : settledAt.getEpochSecond())
                            .put("CountryCode", "86")
                            .put("SubscriberNumber", national(item.to()))
                            .put("PhoneNumber", item.to())
                            .put("SerialNo", item.vendorId())
                            .put("ReportStatus", item.state() == Item.State.DELIVERED ? "SUCCESS" : "FAIL")
                            .put("Description", item.code())
                            .put("SessionContext", item.key());
                });
        return new Reply(answered(answer), "Ok");
    }

    private Reply pulledReplies(TencentAccount account, JsonNode body) {
        Optional<String> mobile = international(body.path("PhoneNumber").asString(""));
        if (mobile.isEmpty() || !isPage(body)) {
            return refused("InvalidParameterValue.IncorrectPhoneNumber");
        }
        ObjectNode answer = json.createObjectNode();
        ArrayNode all = answer.putArray("PullSmsReplyStatusSet");
        synchronized (replies) {
            replies.stream()
                    .filter(reply -> reply.account().equals(account.secretId())
                            && reply.mobile().equals(mobile.get())
                            && isBetween(body, reply.at()))
                    .limit(body.path("Limit").asInt())
                    .forEach(reply -> all.addObject()
                            .put("ExtendCode", "")
                            .put("CountryCode", "86")
                            .put("PhoneNumber", reply.mobile())
                            .put("SignName", reply.sign())
                            .put("ReplyContent", reply.text())
                            .put("ReplyTime", reply.at().getEpochSecond())
                            .put("SubscriberNumber", national(reply.mobile())));
        }
        return new Reply(answered(answer), "Ok");
    }

    private static boolean isPage(JsonNode body) {
        int limit = body.path("Limit").asInt();
        return limit >= 1 && limit <= 100 && body.path("Offset").asInt(0) == 0;
    }

    private static boolean isBetween(JsonNode body, Instant at) {
        long seconds = at.getEpochSecond();
        long begin = body.path("BeginTime").asLong(0);
        return seconds >= begin
                && (!body.has("EndTime") || seconds <= body.path("EndTime").asLong());
    }

    private Reply refused(String code) {
        ObjectNode answer = json.createObjectNode();
        answer.putObject("Error").put("Code", code).put("Message", "The request failed: " + code);
        return new Reply(answered(answer), code);
    }

    /** Failures too have the status 200. */
    private Answer answered(ObjectNode answer) {
        answer.put("RequestId", UUID.randomUUID().toString());
        ObjectNode whole = json.createObjectNode();
        whole.set("Response", answer);
        return Answer.json(200, whole.toString());
    }

    private Optional<JsonNode> read(Request request) {
        try {
            JsonNode body = json.readTree(request.body().text());
            return body != null && body.isObject() ? Optional.of(body) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private static Optional<String> international(String number) {
        java.util.regex.Matcher chinese = CHINESE.matcher(number);
        if (chinese.matches()) {
            return Optional.of("+86" + chinese.group(2));
        }
        return FOREIGN.matcher(number).matches() && !number.startsWith("+86") ? Optional.of(number) : Optional.empty();
    }

    private static String national(String mobile) {
        return mobile.startsWith("+86") ? mobile.substring(3) : mobile;
    }
}
