package org.carecontact.vendortwin.aliyun;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
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
import org.carecontact.vendortwin.settings.AliyunAccount;
import org.carecontact.vendortwin.settings.SmsTemplate;
import org.carecontact.vendortwin.sms.DayCount;
import org.carecontact.vendortwin.sms.Sent;
import org.carecontact.vendortwin.sms.Texts;
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

// Longer than 300 lines: two calls and two pushes with one vendor's forms of answers, numbers and times.
/** Aliyun's SendSms and QuerySendDetails, reports and replies (pages 419277, 101867, 101847, 44335). */
public final class Aliyun implements VendorDoor {

    private static final ZoneId SHANGHAI = ZoneId.of("Asia/Shanghai");
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(SHANGHAI);
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyyMMdd");
    private static final Pattern MOBILE = Pattern.compile("(\\+86|0086|86)?(1[3-9][0-9]{9})");
    private static final int MOST_NUMBERS = 1_000;
    private static final List<Duration> REPETITIONS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(10));

    /** Codes of the gateway, which come with a status other than 200. */
    private static final Map<String, Integer> GATEWAY_STATUS = Map.of(
            "InvalidAccessKeyId.NotFound", 404,
            "InvalidApi.NotFound", 404,
            "InvalidVersion", 400,
            "IncompleteSignature", 400,
            "SignatureDoesNotMatch", 400,
            "SignatureNonceUsed", 400,
            "InvalidTimeStamp.Expired", 400,
            "InvalidTimeStamp.Format", 400,
            "Throttling.User", 400,
            "ServiceUnavailable", 503);

    private static final Map<String, String> MESSAGES = Map.of(
            "isv.SMS_SIGN_ILLEGAL", "该账号下找不到对应签名",
            "isv.SMS_TEMPLATE_ILLEGAL", "该账号下找不到对应模板",
            "isv.TEMPLATE_MISSING_PARAMETERS", "模板缺少变量",
            "isv.PARAM_LENGTH_LIMIT", "参数超过长度限制",
            "isv.BLACK_KEY_CONTROL_LIMIT", "参数不支持传入域名、URL或违禁词",
            "isv.MOBILE_NUMBER_ILLEGAL", "号码格式错误",
            "isv.BUSINESS_LIMIT_CONTROL", "触发天级流控Permits:50");

    private final JsonMapper json = new JsonMapper();
    private final Map<String, AliyunAccount> accounts = new LinkedHashMap<>();
    private final Map<String, SmsTemplate> templates = new ConcurrentHashMap<>();
    private final Gateway gateway;
    private final Sent sent = new Sent();
    private final DayCount today = new DayCount();
    private final AtomicLong numbers = new AtomicLong(4_351_231);
    private final TwinClock clock;
    private final Timetable timetable;
    private final People people;
    private final Inbox inbox;
    private final Faults faults;
    private final Callbacks callbacks;
    private final Duration reportAfter;

    public Aliyun(List<AliyunAccount> known, Surroundings around, Duration reportAfter) {
        clock = around.clock();
        timetable = around.timetable();
        people = around.people();
        inbox = around.inbox();
        faults = around.faults();
        callbacks = around.callbacks();
        this.reportAfter = reportAfter;
        for (AliyunAccount account : known) {
            accounts.put(account.accessKeyId(), account);
            account.templates().forEach(template -> approve(account.accessKeyId(), template));
            callbacks.address(Vendor.ALIYUN, account.accessKeyId(), "report", account.reportUrl());
            callbacks.address(Vendor.ALIYUN, account.accessKeyId(), "reply", account.replyUrl());
        }
        gateway = new Gateway(accounts);
    }

    private void approve(String account, SmsTemplate template) {
        review(account, template).ifPresent(why -> {
            throw new IllegalArgumentException("the template " + template.code() + " would be refused: " + why);
        });
    }

    /** Approves the template for the account, or says why not. */
    public Optional<String> review(String accessKeyId, SmsTemplate template) {
        if (!accounts.containsKey(accessKeyId)) {
            return Optional.of("there is no such account");
        }
        Optional<String> refusal = AliyunRules.refusal(template);
        if (refusal.isEmpty()) {
            templates.put(accessKeyId + "/" + template.code(), template);
        }
        return refusal;
    }

    /** Pushes what the person replied to an SMS of the account. */
    public void reply(String accessKeyId, Person from, String text) {
        String at = TIME.format(clock.instant());
        long number = numbers.incrementAndGet();
        callbacks.push(new Event(
                Vendor.ALIYUN, accessKeyId, "reply", "reply", List.of(from.mobile()), REPETITIONS, taken(), wrong -> {
                    ObjectNode one = json.createObjectNode()
                            .put("phone_number", national(from.mobile()))
                            .put("content", text)
                            .put("send_time", at)
                            .put("dest_code", "1069")
                            .put("sequence_id", String.valueOf(number));
                    return post(one, wrong.contains(FaultKind.MORE_FIELDS));
                }));
    }

    @Override
    public boolean isFor(Request request) {
        return request.path().equals("/") && !request.header("x-acs-action").isEmpty();
    }

    @Override
    public Call call(Request request) {
        String numbers = request.parameter("PhoneNumbers") + request.parameter("PhoneNumber");
        List<String> whom = Arrays.stream(numbers.split(","))
                .map(Aliyun::international)
                .flatMap(Optional::stream)
                .toList();
        return new Call(
                Vendor.ALIYUN,
                request.header("x-acs-action"),
                Gateway.accessKeyId(request),
                whom,
                request.parameter("OutId"));
    }

    @Override
    public Reply answer(Request request) {
        return switch (gateway.enter(request, clock.machineTime())) {
            case Gateway.Entry.Refused(String why) -> refused(why);
            case Gateway.Entry.Let(AliyunAccount account) -> {
                if (!request.header("x-acs-version").equals("2017-05-25")) {
                    yield refused("InvalidVersion");
                }
                yield switch (request.header("x-acs-action")) {
                    case "SendSms" -> send(account, request);
                    case "QuerySendDetails" -> details(account, request);
                    default -> refused("InvalidApi.NotFound");
                };
            }
        };
    }

    @Override
    public Answer failure(Call call, String code) {
        return refused(code).answer();
    }

    private Reply send(AliyunAccount account, Request request) {
        List<String> whom = new ArrayList<>();
        for (String number : request.parameter("PhoneNumbers").split(",")) {
            Optional<String> mobile = international(number);
            if (mobile.isEmpty()) {
                return refused("isv.MOBILE_NUMBER_ILLEGAL");
            }
            whom.add(mobile.get());
        }
        if (whom.size() > MOST_NUMBERS) {
            return refused("isv.MOBILE_COUNT_OVER_LIMIT");
        }
        String sign = request.parameter("SignName");
        if (!account.signs().contains(sign)) {
            return refused("isv.SMS_SIGN_ILLEGAL");
        }
        SmsTemplate template = templates.get(account.accessKeyId() + "/" + request.parameter("TemplateCode"));
        if (template == null) {
            return refused("isv.SMS_TEMPLATE_ILLEGAL");
        }
        Optional<Map<String, String>> values = values(request.parameter("TemplateParam"));
        if (values.isEmpty()) {
            return refused("isv.INVALID_JSON_PARAM");
        }
        Optional<String> misfit = AliyunRules.refusal(template, values.get());
        if (misfit.isPresent()) {
            return refused(misfit.get());
        }
        for (String mobile : whom) {
            Optional<Fault> ordered = faults.of(FaultKind.NUMBER_CODE, Vendor.ALIYUN, "SendSms", mobile);
            if (ordered.isPresent()) {
                return refused(ordered.get().code());
            }
        }
        synchronized (sent) {
            for (String mobile : whom) {
                Optional<Reply> limit = limit(account, template, sign, mobile);
                if (limit.isPresent()) {
                    return limit.get();
                }
            }
            if (!today.take(account.accessKeyId(), whom.size(), account.dailyForAll(), clock.instant())) {
                return refused("isv.DAY_LIMIT_CONTROL");
            }
            whom.forEach(mobile -> sent.add(limitKey(template, sign, mobile), clock.instant()));
        }
        String bizId = "%d^0".formatted(numbers.incrementAndGet());
        whom.forEach(mobile -> accept(account, template, mobile, sign, values.get(), bizId, request));
        ObjectNode body = body("OK", "OK").put("BizId", bizId);
        return new Reply(Answer.json(200, body.toString()), "OK");
    }

    private Optional<Reply> limit(AliyunAccount account, SmsTemplate template, String sign, String mobile) {
        Instant now = clock.instant();
        String key = limitKey(template, sign, mobile);
        return switch (template.kind()) {
            case NOTIFICATION, MARKETING ->
                sent.within(key, Duration.ofDays(1), now) >= account.dailyPerNumber()
                        ? Optional.of(limited("天", account.dailyPerNumber()))
                        : Optional.empty();
            case CAPTCHA -> {
                if (sent.inPresent(key, ChronoUnit.MINUTES, now) >= 1) {
                    yield Optional.of(limited("分钟", 1));
                }
                if (sent.inPresent(key, ChronoUnit.HOURS, now) >= 5) {
                    yield Optional.of(limited("小时", 5));
                }
                yield sent.within(key, Duration.ofDays(1), now) >= 10
                        ? Optional.of(limited("天", 10))
                        : Optional.empty();
            }
        };
    }

    private static String limitKey(SmsTemplate template, String sign, String mobile) {
        // Codes of all templates count together.
        return template.kind() == SmsTemplate.Kind.CAPTCHA
                ? "code " + sign + " " + mobile
                : sign + " " + template.code() + " " + mobile;
    }

    private void accept(
            AliyunAccount account,
            SmsTemplate template,
            String mobile,
            String sign,
            Map<String, String> values,
            String bizId,
            Request request) {
        Person person = people.at(mobile);
        Item item = new Item(
                inbox.nextId(),
                Vendor.ALIYUN,
                account.accessKeyId(),
                mobile,
                request.parameter("OutId"),
                bizId,
                template.code(),
                sign,
                "【" + sign + "】" + template.filled(values),
                "",
                clock.instant(),
                Item.State.WAITING,
                "",
                null,
                values);
        inbox.add(item);
        Optional<Fault> ordered = faults.of(FaultKind.REPORT_CODE, Vendor.ALIYUN, "SendSms", mobile);
        if (ordered.isEmpty() && person.phone() == Person.Phone.SILENT) {
            return;
        }
        String code = ordered.map(Fault::code)
                .orElse(
                        switch (person.phone()) {
                            case ON, SILENT -> "DELIVERED";
                            case OFF -> "MOBILE_NOT_ON_SERVICE";
                            case BLOCKED -> "W-BLACK";
                        });
        Item.State state = code.equals("DELIVERED") ? Item.State.DELIVERED : Item.State.FAILED;
        if (faults.isOrdered(FaultKind.BEFORE_ANSWER, Vendor.ALIYUN, "report", mobile)) {
            report(item, state, code);
        } else {
            timetable.after(reportAfter, () -> report(item, state, code));
        }
    }

    private void report(Item item, Item.State state, String code) {
        Instant now = clock.instant();
        inbox.change(item.id(), it -> it.settled(state, code, now));
        callbacks.push(new Event(
                Vendor.ALIYUN, item.account(), "report", "report", List.of(item.to()), REPETITIONS, taken(), wrong -> {
                    ObjectNode one = json.createObjectNode()
                            .put("phone_number", national(item.to()))
                            .put("send_time", TIME.format(item.at()))
                            .put("report_time", TIME.format(now))
                            .put("success", state == Item.State.DELIVERED)
                            .put("err_code", code)
                            .put("err_msg", state == Item.State.DELIVERED ? "用户接收成功" : "发送失败")
                            .put("sms_size", String.valueOf(Texts.segments(item.text())))
                            .put("biz_id", item.vendorId())
                            .put("out_id", item.key());
                    return post(one, wrong.contains(FaultKind.MORE_FIELDS));
                }));
    }

    private Letter.Post post(ObjectNode one, boolean moreFields) {
        if (moreFields) {
            one.putObject("unheard_of").put("list", 1);
        }
        return new Letter.Post(
                "",
                "application/json; charset=utf-8",
                json.createArrayNode().add(one).toString());
    }

    /** Only that the code is a number is looked at (page 101867). */
    private BiPredicate<Integer, String> taken() {
        return (status, body) -> {
            try {
                return status == 200 && json.readTree(body).path("code").isNumber();
            } catch (JacksonException _) {
                return false;
            }
        };
    }

    private Reply details(AliyunAccount account, Request request) {
        Optional<String> mobile = international(request.parameter("PhoneNumber"));
        if (mobile.isEmpty()) {
            return refused("isv.MOBILE_NUMBER_ILLEGAL");
        }
        int size = number(request.parameter("PageSize"));
        int page = number(request.parameter("CurrentPage"));
        LocalDate day;
        try {
            day = LocalDate.parse(request.parameter("SendDate"), DAY);
        } catch (java.time.format.DateTimeParseException _) {
            return refused("isv.INVALID_PARAMETERS");
        }
        LocalDate today = clock.instant().atZone(SHANGHAI).toLocalDate();
        if (size < 1 || size > 50 || page < 1 || day.isBefore(today.minusDays(30)) || day.isAfter(today)) {
            return refused("isv.INVALID_PARAMETERS");
        }
        String bizId = request.parameter("BizId");
        List<Item> found = inbox.of(mobile.get()).stream()
                .filter(item -> item.vendor() == Vendor.ALIYUN
                        && item.account().equals(account.accessKeyId())
                        && item.at().atZone(SHANGHAI).toLocalDate().equals(day)
                        && (bizId.isEmpty() || item.vendorId().equals(bizId)))
                .toList()
                .reversed();
        ObjectNode body = body("OK", "OK").put("TotalCount", String.valueOf(found.size()));
        ArrayNode list = body.putObject("SmsSendDetailDTOs").putArray("SmsSendDetailDTO");
        found.stream().skip((page - 1L) * size).limit(size).forEach(item -> {
            ObjectNode one = list.addObject()
                    .put("PhoneNum", national(item.to()))
                    .put(
                            "SendStatus",
                            switch (item.state()) {
                                case WAITING -> 1;
                                case FAILED -> 2;
                                case DELIVERED -> 3;
                            })
                    .put("ErrCode", item.code())
                    .put("TemplateCode", item.template())
                    .put("Content", item.text())
                    .put("SendDate", TIME.format(item.at()))
                    .put("OutId", item.key());
            Instant settledAt = item.settledAt();
            if (settledAt != null) {
                one.put("ReceiveDate", TIME.format(settledAt));
            }
        });
        return new Reply(Answer.json(200, body.toString()), "OK");
    }

    private static int number(String text) {
        return text.matches("[0-9]{1,6}") ? Integer.parseInt(text) : 0;
    }

    private Optional<Map<String, String>> values(String parameter) {
        Map<String, String> values = new LinkedHashMap<>();
        if (parameter.isEmpty()) {
            return Optional.of(values);
        }
        try {
            JsonNode read = json.readTree(parameter);
            read.properties()
                    .forEach(
                            entry -> values.put(entry.getKey(), entry.getValue().asString("")));
            return read.isObject() ? Optional.of(values) : Optional.empty();
        } catch (JacksonException _) {
            return Optional.empty();
        }
    }

    private Reply limited(String window, int permits) {
        String code = "isv.BUSINESS_LIMIT_CONTROL";
        ObjectNode body = body(code, "触发" + window + "级流控Permits:" + permits);
        return new Reply(Answer.json(200, body.toString()), code);
    }

    private Reply refused(String code) {
        ObjectNode body = body(code, MESSAGES.getOrDefault(code, code));
        Integer status = GATEWAY_STATUS.get(code);
        if (status == null) {
            return new Reply(Answer.json(200, body.toString()), code);
        }
        body.put("HostId", "dysmsapi.aliyuncs.com");
        return new Reply(Answer.json(status, body.toString()), code);
    }

    private ObjectNode body(String code, String message) {
        return json.createObjectNode()
                .put("Code", code)
                .put("Message", message)
                .put("RequestId", UUID.randomUUID().toString().toUpperCase(java.util.Locale.ROOT));
    }

    private static Optional<String> international(String number) {
        java.util.regex.Matcher matcher = MOBILE.matcher(number.strip());
        return matcher.matches() ? Optional.of("+86" + matcher.group(2)) : Optional.empty();
    }

    private static String national(String mobile) {
        return mobile.startsWith("+86") ? mobile.substring(3) : mobile;
    }
}
