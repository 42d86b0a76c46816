package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.awaitility.Awaitility;
import org.carecontact.notification.correspondence.domain.Delivery;
import org.carecontact.notification.correspondence.domain.Notice;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Notices through the vendors' twin, which does everything wrong that it can: who gets what, how often. */
// Longer than 300 lines: the list of all that can go wrong, and one run over it.
final class FaultyVendorsTest extends RunningNotifications {

    private static final int AT_ONCE = 250;
    private static final int LONG_RUN = 5_000;
    private static final int SHORT_RUN = 150;
    private static final Duration SETTLED = Duration.ofMinutes(3);

    /** The calls that send something. */
    private static final List<String> SENDS =
            List.of("SendSms", "template/send", "subscribe/bizsend", "message/template/send", "message/send");

    /** What one notice meets on its way; no kind for no fault. */
    private record Order(String vendor, String call, String kind, boolean accepted, String code) {

        Map<String, Object> of(String whom) {
            String delay = kind.endsWith("LATE") ? "PT6S" : "PT1S";
            return Map.of(
                    "vendor",
                    vendor,
                    "call",
                    call,
                    "kind",
                    kind,
                    "accepted",
                    accepted,
                    "code",
                    code,
                    "delay",
                    delay,
                    "of",
                    whom);
        }
    }

    /** Says how a run ends beside its being right. */
    private record Figures(
            int notices, int sent, int failed, int suppressed, int calls, int unknown, double repeated) {}

    private static final List<Order> ORDERS = orders();

    private final Map<String, Integer> outcomes = new TreeMap<>();

    @BeforeEach
    void vendorsReport() {
        TWIN.reportTo("http://127.0.0.1:" + SERVICE.port());
    }

    @AfterEach
    void vendorsBehaveAgain() {
        TWIN.behaves();
    }

    private static List<Order> orders() {
        List<Order> orders = new ArrayList<>();
        for (String[] one : new String[][] {
            {"aliyun", "SendSms"},
            {"tencent", "SendSms"},
            {"official-account", "template/send"},
            {"wecom", "message/send"}
        }) {
            String vendor = one[0];
            String call = one[1];
            orders.add(new Order(vendor, call, "", false, ""));
            for (String kind : List.of("CLOSE", "BAD_GATEWAY", "EMPTY_OBJECT")) {
                orders.add(new Order(vendor, call, kind, true, ""));
                orders.add(new Order(vendor, call, kind, false, ""));
            }
            orders.add(new Order(vendor, call, "ANSWER_MORE_FIELDS", true, ""));
            orders.add(new Order(vendor, call, "LATE", true, ""));
            orders.add(new Order(vendor, call, "ANSWER_LATE", true, ""));
        }
        coded(orders, "aliyun", "SendSms", "isp.SYSTEM_ERROR", true);
        coded(orders, "aliyun", "SendSms", "isp.SYSTEM_ERROR", false);
        coded(orders, "aliyun", "SendSms", "isv.BUSINESS_LIMIT_CONTROL", false);
        coded(orders, "aliyun", "SendSms", "isv.MOBILE_NUMBER_ILLEGAL", false);
        coded(orders, "tencent", "SendSms", "InternalError.Timeout", true);
        coded(orders, "tencent", "SendSms", "InternalError.Timeout", false);
        coded(orders, "tencent", "SendSms", "LimitExceeded.PhoneNumberDailyLimit", false);
        coded(orders, "tencent", "SendSms", "FailedOperation.PhoneNumberInBlacklist", false);
        for (String[] one : new String[][] {{"official-account", "template/send"}, {"wecom", "message/send"}}) {
            coded(orders, one[0], one[1], "-1", true);
            coded(orders, one[0], one[1], "-1", false);
            coded(orders, one[0], one[1], one[0].equals("wecom") ? "45033" : "45009", false); // for seconds, or a day
            for (String code : List.of("40001", "40014", "42001")) {
                orders.add(new Order(one[0], one[1], "TOKENS_CANCELLED", false, code));
            }
        }
        coded(orders, "official-account", "template/send", "43004", false);
        coded(orders, "wecom", "message/send", "81013", false);
        orders.add(new Order("tencent", "SendSms", "NUMBER_CODE", false, "FailedOperation.PhoneNumberInBlacklist"));
        orders.add(new Order("aliyun", "SendSms", "REPORT_CODE", true, "UNDELIV"));
        orders.add(new Order("tencent", "SendSms", "REPORT_CODE", true, "UNDELIV"));
        orders.add(new Order("official-account", "template/send", "REPORT_CODE", true, "failed: system failed"));
        Stream.of("LOST", "TWICE", "DELAYED", "OUT_OF_ORDER", "BEFORE_ANSWER", "MORE_FIELDS")
                .forEach(kind -> Stream.of("aliyun", "tencent", "official-account")
                        .forEach(vendor -> orders.add(new Order(vendor, "", kind, true, ""))));
        Stream.of("UNKNOWN_CHANGE", "WRONG_RECEIVER", "WRONG_SIGNATURE", "STALE")
                .forEach(kind -> orders.add(new Order("official-account", "", kind, true, "")));
        return List.copyOf(orders);
    }

    private static void coded(List<Order> orders, String vendor, String call, String code, boolean accepted) {
        orders.add(new Order(vendor, call, "CODE", accepted, code));
    }

    /** One notice with what it meets. */
    private final class Errand {
        private final Order order;
        private final int kind;
        private final Case one;
        private final String to;
        private final String whom;

        Errand(int number) {
            order = ORDERS.get(number % ORDERS.size());
            kind = number / ORDERS.size() % 3;
            boolean second = order.vendor().equals("tencent") || order.vendor().equals("official-account");
            one = Case.at(second ? FOLLOWED : TWINNED, pairs);
            String mobile = "+86" + one.patientsPhone;
            switch (order.vendor()) {
                case "wecom" -> {
                    to = "ww1/" + one.doctor;
                    whom = one.doctor;
                    doctorKnown(one);
                }
                case "official-account" -> {
                    to = mobile;
                    String openId = TWIN.does("follow", mobile, "");
                    whom = order.kind().equals("REPORT_CODE") || order.call().isEmpty() ? mobile : openId;
                    patientKnown(
                            one,
                            point(one, "PATIENT", "wechat", openId),
                            point(one, "PATIENT", "sms", one.patientsPhone));
                }
                default -> {
                    to = mobile;
                    whom = mobile;
                    patientKnown(one, "PATIENT", one.patientsPhone);
                }
            }
            if (!order.kind().isEmpty()) {
                TWIN.order(order.of(whom));
            }
        }

        boolean isKnown() {
            return recipient(one.hospital + (isDoctors() ? ":DOCTOR:" + one.doctor : ":PATIENT:" + one.patient))
                    .isPresent();
        }

        boolean isDoctors() {
            return order.vendor().equals("wecom");
        }

        boolean isCode() {
            return !isDoctors() && kind == 2;
        }

        void goesOut() {
            if (isDoctors()) {
                request(one, one.doctorAsked());
            } else if (isCode()) {
                consent(one, one.codeIssued(seal, 1, "402517", Instant.now().plusSeconds(595)));
            } else {
                request(one, kind == 0 ? one.redirected() : one.granted());
            }
        }

        Notice notice() {
            return notices(one).getFirst();
        }

        boolean isSettled() {
            return notices(one).stream().anyMatch(notice -> isOver(notice.delivery()));
        }

        @Override
        public String toString() {
            return order + " " + notices(one);
        }
    }

    private static boolean isOver(Delivery delivery) {
        return switch (delivery) {
            case Delivery.Sent _, Delivery.Failed _, Delivery.Suppressed _ -> true;
            case Delivery.Sending _, Delivery.Waiting _, Delivery.Unsettled _, Delivery.Asking _ -> false;
        };
    }

    @Test
    void every_fault_of_every_vendor_costs_at_most_one_message_and_every_further_call_is_counted() {
        assertThat(ORDERS.size()).isBetween(70, SHORT_RUN);
        run(SHORT_RUN);
    }

    @Test
    @Tag("long")
    void five_thousand_notices_over_all_faults() {
        System.out.println(run(LONG_RUN) + " " + outcomes);
    }

    private Figures run(int size) {
        Figures all = new Figures(0, 0, 0, 0, 0, 0, 0);
        double before = repeatedCalls();
        List<Errand> errands = new ArrayList<>();
        int expected = 0;
        for (int from = 0; from < size; from += AT_ONCE) {
            List<Errand> batch = new ArrayList<>();
            for (int i = from; i < Math.min(size, from + AT_ONCE); i++) {
                batch.add(new Errand(i));
            }
            awaitAll(batch, Errand::isKnown);
            batch.forEach(Errand::goesOut);
            awaitAll(batch, Errand::isSettled);
            errands.addAll(batch);
            Map<String, List<JsonNode>> calls = sends();
            for (Errand errand : batch) {
                check(errand, calls);
                expected += repeatedOf(errand.notice());
                all = with(all, errand.notice());
            }
            TWIN.behaves();
        }
        double repeated = repeatedCalls() - before;
        assertThat(repeated).isEqualTo(expected);
        assertThat(all.sent()).isGreaterThan(size * 3 / 4);
        return new Figures(
                all.notices(), all.sent(), all.failed(), all.suppressed(), all.calls(), all.unknown(), repeated);
    }

    private void check(Errand errand, Map<String, List<JsonNode>> calls) {
        Notice notice = errand.notice();
        int arrived = 0;
        for (String to :
                errand.isDoctors() ? List.of(errand.to, "+86" + errand.one.doctorsPhone) : List.of(errand.to)) {
            for (JsonNode item : TWIN.inbox(to)) {
                arrived += item.path("state").asString("").equals("FAILED") ? 0 : 1;
            }
        }
        assertThat(arrived).as("what arrived: %s", errand).isLessThanOrEqualTo(1);
        if (notice.delivery() instanceof Delivery.Sent) {
            assertThat(arrived).as("what arrived: %s", errand).isEqualTo(1);
        }
        List<JsonNode> made = calls.getOrDefault(errand.one.request, List.of());
        long withToken = made.stream()
                .filter(call -> !call.path("answer").asString("").equals("TOKENS_CANCELLED"))
                .filter(call -> !call.path("code").asString("").matches("40001|40014|42001"))
                .count();
        boolean isSms =
                errand.order.vendor().equals("aliyun") || errand.order.vendor().equals("tencent");
        if (isSms && !errand.order.kind().equals("REPORT_CODE")) { // others have calls without a key of ours
            assertThat(withToken).as("calls: %s %s", errand, made).isEqualTo(notice.providerCalls());
        }
        if (notice.providerCalls() > 1 && isSms) {
            boolean refused = made.stream().anyMatch(FaultyVendorsTest::isRefused);
            boolean undelivered = errand.order.kind().equals("REPORT_CODE");
            assertThat(notice.unknownOutcomes() > 0 || refused || undelivered)
                    .as("calls: %s %s", errand, made)
                    .isTrue();
        }
        if (errand.isCode() && !errand.order.vendor().equals("official-account")) {
            long perhapsSent = made.stream().filter(call -> !isRefused(call)).count();
            assertThat(perhapsSent).as("calls of a code: %s %s", errand, made).isLessThanOrEqualTo(1);
        }
        outcomes.merge(
                errand.order.kind() + " " + notice.delivery().publicState()
                        + notice.delivery().why().map(why -> " " + why).orElse(""),
                1,
                Integer::sum);
    }

    private static boolean isRefused(JsonNode call) {
        String answer = call.path("answer").asString("");
        String code = call.path("code").asString("");
        return answer.equals("CODE") && code.equals("NOT_DONE")
                || answer.equals("ANSWERED") && !List.of("OK", "Ok", "0").contains(code);
    }

    /** How many of a notice's calls were made although nobody knew what became of an earlier one. */
    private static int repeatedOf(Notice notice) {
        return notice.unknownOutcomes() > 0 ? notice.providerCalls() - 1 : 0;
    }

    private static Figures with(Figures all, Notice notice) {
        Delivery delivery = notice.delivery();
        return new Figures(
                all.notices() + 1,
                all.sent() + (delivery instanceof Delivery.Sent ? 1 : 0),
                all.failed() + (delivery instanceof Delivery.Failed ? 1 : 0),
                all.suppressed() + (delivery instanceof Delivery.Suppressed ? 1 : 0),
                all.calls() + notice.providerCalls(),
                all.unknown() + notice.unknownOutcomes(),
                0);
    }

    /** The calls that sent something, by the request that they were about. */
    private static Map<String, List<JsonNode>> sends() {
        Map<String, List<JsonNode>> sends = new HashMap<>();
        for (JsonNode call : TWIN.list("calls")) {
            String key = call.path("key").asString("");
            if (SENDS.contains(call.path("call").asString("")) && key.contains("/")) {
                sends.computeIfAbsent(key.substring(0, key.indexOf('/')), _ -> new ArrayList<>())
                        .add(call);
            }
        }
        return sends;
    }

    private static double repeatedCalls() {
        return SERVICE.metrics()
                .lines()
                .filter(line -> line.startsWith("carecontact_provider_calls_repeated"))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    private interface Condition {
        boolean holds(Errand errand);
    }

    private static void awaitAll(List<Errand> errands, Condition condition) {
        List<Errand> left = new ArrayList<>(errands);
        Awaitility.await().atMost(SETTLED).pollInterval(Duration.ofMillis(200)).untilAsserted(() -> {
            left.removeIf(condition::holds);
            assertThat(left).isEmpty();
        });
    }

    /** Each would be sent once more, being important, had not somebody said no while its fate was unknown. */
    @Test
    void nothing_goes_out_after_a_withdrawal_a_stop_word_or_an_erasure() {
        Map<Case, String> said = new LinkedHashMap<>();
        for (int i = 0; i < 12; i++) {
            Case one = Case.at(TWINNED, pairs);
            patientKnown(one, "PATIENT", one.patientsPhone);
            said.put(one, List.of("withdrawn", "stop", "erased", "nothing").get(i % 4));
            TWIN.order(new Order("aliyun", "SendSms", "CLOSE", false, "").of("+86" + one.patientsPhone));
        }
        said.keySet().forEach(one -> awaitRecipient(TWINNED + ":PATIENT:" + one.patient));
        said.keySet().forEach(one -> request(one, one.granted()));
        awaitUntil(said, (one, _) -> notices(one).stream().anyMatch(notice -> notice.unknownOutcomes() > 0));
        said.forEach((one, what) -> {
            switch (what) {
                case "withdrawn" -> request(one, one.ended());
                case "stop" ->
                    SERVICE.post(
                                    "",
                                    "/callbacks/" + Twin.ALIYUN_PATH + "/replies",
                                    List.of(Map.of(
                                            "phone_number",
                                            one.patientsPhone,
                                            "content",
                                            "退订",
                                            "send_time",
                                            "2026-11-27 10:00:00",
                                            "sequence_id",
                                            one.patient)))
                            .is(200);
                case "erased" ->
                    Topic.send(new ProducerRecord<>(
                            Topics.patients(TWINNED),
                            one.says.patientKey().getBytes(java.nio.charset.StandardCharsets.UTF_8),
                            null));
                default -> {}
            }
        });
        awaitUntil(said, (one, _) -> isOver(notices(one).getFirst().delivery()));
        Map<String, List<JsonNode>> calls = sends();
        said.forEach((one, what) -> {
            int expected = what.equals("nothing") ? 1 : 0;
            assertThat(grantedAt(one)).as(what + " " + notices(one)).isEqualTo(expected);
            assertThat(calls.getOrDefault(one.request, List.of()).stream()
                            .filter(call -> call.path("key").asString("").contains("CONTACT_GRANTED")))
                    .as(what + " " + notices(one))
                    .hasSize(1 + expected);
        });
    }

    private static int grantedAt(Case one) {
        int arrived = 0;
        for (JsonNode item : TWIN.inbox("+86" + one.patientsPhone)) {
            arrived += item.path("key").asString("").contains("CONTACT_GRANTED") ? 1 : 0;
        }
        return arrived;
    }

    private interface Said {
        boolean holds(Case one, String what);
    }

    private static void awaitUntil(Map<Case, String> said, Said condition) {
        Awaitility.await()
                .atMost(SETTLED)
                .pollInterval(Duration.ofMillis(100))
                .until(() ->
                        said.entrySet().stream().allMatch(entry -> condition.holds(entry.getKey(), entry.getValue())));
    }
}
