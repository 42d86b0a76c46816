package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.carecontact.testsupport.Answer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import tools.jackson.databind.node.ObjectNode;

@DisplayName("R3, R4, R5, R8, R12: coach and triage over HTTP")
@ExtendWith(OutputCaptureExtension.class)
class CoachAndTriageTest extends RunningRequests {

    @ParameterizedTest
    @ValueSource(strings = {"我胸痛得厉害", "突然喘不上气,方便联系"})
    void r12_an_emergency_never_becomes_a_request_and_is_told_what_to_do(String need) {
        People people = new People();

        Answer answer = post("/requests", people.patientToken, withNeed(people.statement(), need));

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo("emergency");
        assertThat(answer.text("field")).isEqualTo("need");
        assertThat(answer.text("remedy")).contains("call 120", "emergency department");
        assertThat(zh(answer, "remedy")).contains("120", "急诊");
        assertThat(people.show().status()).isEqualTo(404);

        Answer free = people.submit(); // nothing was left that could stand in its way
        assertThat(free.status()).isEqualTo(201);
        assertThat(free.text("request")).isEqualTo(people.request(1));
        people.awaitPublished(org.carecontact.events.ContactRequestSubmitted.class);
    }

    @Test
    void r12_an_emergency_is_seen_before_anything_that_is_missing_or_too_long() {
        People people = new People();
        ObjectNode bare = JSON.createObjectNode().put("need", "胸口疼,喘不上气");
        ObjectNode endless = JSON.createObjectNode().put("need", "胸口疼。" + "很久了".repeat(400));

        assertThat(post("/requests", people.patientToken, bare.toString()).problem())
                .isEqualTo("emergency");
        assertThat(post("/requests", people.patientToken, endless.toString()).problem())
                .isEqualTo("emergency");
        assertThat(post("/triage", people.patientToken, endless.toString()).text("grade"))
                .isEqualTo("EMERGENCY");
    }

    @Test
    void r12_what_is_denied_is_no_emergency_and_staff_is_held_to_the_same() {
        People people = new People();
        String desk = token("staff", "S1", null);
        ObjectNode byPhone = (ObjectNode) JSON.readTree(withNeed(people.statement(), "昏迷,叫不醒"));
        byPhone.put("route", "PHONE").put("patient", people.patient);

        assertThat(post("/requests", desk, byPhone.toString()).problem()).isEqualTo("emergency");
        assertThat(post("/requests", people.patientToken, withNeed(people.statement(), "没有胸痛,想复诊调药"))
                        .status())
                .isEqualTo(201);
    }

    @ParameterizedTest
    @CsvSource({"'我胸闷,喘不上气', EMERGENCY, 0", "请问周几出门诊, ROUTINE, 2", "术后第二周需要按医嘱调整药量, REQUEST, 0"})
    void r12_a_page_learns_the_grade_and_what_comes_first(String need, String grade, int alternatives) {
        People people = new People();

        Answer graded = triage(people.patientToken, need);

        assertThat(graded.status()).isEqualTo(200);
        assertThat(graded.json().propertyNames()).containsExactlyInAnyOrder("grade", "whatToDo", "alternatives");
        assertThat(graded.text("grade")).isEqualTo(grade);
        assertThat(graded.json().path("whatToDo").path("zh").asString()).contains("120", "急诊");
        assertThat(graded.json().path("whatToDo").path("en").asString()).contains("120", "emergency department");
        assertThat(graded.json().path("alternatives")).hasSize(alternatives);
    }

    @Test
    void r4_r5_a_message_is_answered_with_each_rule_it_breaks_and_a_better_sentence() {
        People people = new People();

        Answer bad = check(people.patientToken, "喂,那个医生,加个好友吧");
        Answer good = check(people.patientToken, "王主任,冒昧请教。我是您的患者,复诊调药只在工作时间联系,不会泄露工作信息。");

        assertThat(bad.status()).isEqualTo(200);
        assertThat(bad.json().path("score").asInt()).isEqualTo(1);
        assertThat(bad.json().path("of").asInt()).isEqualTo(7);
        assertThat(bad.json()
                        .path("failed")
                        .valueStream()
                        .map(one -> one.path("rule").asString()))
                .containsExactly("ADDRESS", "IDENTITY", "PURPOSE", "TIME", "PRIVACY", "BARE");
        assertThat(bad.json().path("failed")).allSatisfy(one -> {
            assertThat(one.path("why").propertyNames()).containsExactly("zh", "en");
            assertThat(one.path("better").path("zh").asString()).isNotBlank();
        });
        assertThat(good.json().path("score").asInt()).isEqualTo(7);
        assertThat(good.json().path("failed")).isEmpty();
    }

    @Test
    void r8_records_over_the_channel_become_no_request_and_are_led_to_the_upload_link() {
        People people = new People();
        String monitoring = "病情比较复杂,能不能加个微信方便传监护数据?";

        Answer asked = post("/requests", people.patientToken, withNeed(people.statement(), monitoring));
        Answer checked = check(people.patientToken, monitoring);
        Answer without = check(people.patientToken, "照片我会通过医院平台的上传链接提交");

        assertThat(asked.status()).isEqualTo(422);
        assertThat(asked.problem()).isEqualTo("records-over-the-channel");
        assertThat(asked.text("field")).isEqualTo("need");
        assertThat(asked.text("remedy")).contains("upload link");
        assertThat(zh(asked, "remedy")).contains("上传链接");
        assertThat(asked.text("uploadLink")).isEqualTo("https://tongren.example/upload");
        assertThat(people.show().status()).isEqualTo(404);
        assertThat(checked.text("uploadLink")).isEqualTo("https://tongren.example/upload");
        assertThat(without.json().has("uploadLink")).isFalse();
    }

    @Test
    void r12_a_routine_question_is_led_to_the_faq_first_and_becomes_a_request_when_that_did_not_help() {
        People people = new People();
        ObjectNode routine = (ObjectNode) JSON.readTree(withNeed(people.statement(), "想请问复诊前需要空腹吗,报告几天能出"));

        Answer first = post("/requests", people.patientToken, "same-key", routine.toString());
        Answer again = post(
                "/requests",
                people.patientToken,
                "same-key",
                routine.put("faqRead", true).toString());

        assertThat(first.status()).isEqualTo(422);
        assertThat(first.problem()).isEqualTo("routine-question");
        assertThat(first.text("faq")).isEqualTo("https://tongren.example/faq");
        assertThat(first.json().path("alternatives").path(0).path("link").asString())
                .isEqualTo("https://tongren.example/hospital-app");
        assertThat(first.text("remedy")).contains("faqRead");
        assertThat(again.status()).isEqualTo(201);
    }

    @Test
    void r12_what_only_reads_like_an_emergency_becomes_a_request_once_it_is_said_to_be_none() {
        People people = new People();
        ObjectNode scene = (ObjectNode) JSON.readTree(withNeed(people.statement(), "爷爷吃早饭吃着吃着碗就从手里滑下去了,问他话光看着我不出声"));

        Answer first = post("/requests", people.patientToken, "same-key", scene.toString());
        Answer confirmed = post(
                "/requests",
                people.patientToken,
                "same-key",
                scene.put("noEmergency", true).toString());

        assertThat(first.problem()).isEqualTo("emergency");
        assertThat(first.text("remedy")).contains("noEmergency", "120");
        assertThat(confirmed.status()).isEqualTo(201);
    }

    @Test
    void r12_an_emergency_becomes_no_request_whatever_was_read() {
        People people = new People();
        ObjectNode urgent = (ObjectNode) JSON.readTree(withNeed(people.statement(), "胸痛出冷汗"));

        Answer answer = post(
                "/requests",
                people.patientToken,
                urgent.put("faqRead", true).put("noEmergency", true).toString());

        assertThat(answer.problem()).isEqualTo("emergency");
        assertThat(people.show().status()).isEqualTo(404);
    }

    @Test
    void r6_the_scene_is_nothing_that_a_person_can_say() {
        People people = new People();
        ObjectNode statement = (ObjectNode) JSON.readTree(people.statement());

        Answer answer = post(
                "/requests",
                people.patientToken,
                statement.put("scene", "OUTPATIENT").toString());

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.text("field")).isEqualTo("scene");
    }

    @Test
    void r3_r5_a_message_is_composed_for_the_patient_and_for_family_as_the_token_says() {
        People people = new People();
        ObjectNode fields = JSON.createObjectNode()
                .put("doctor", "王主任")
                .put("name", "李明")
                .put("purpose", "MEDICATION_ADJUSTMENT")
                .put("need", NEED);

        Answer own = post("/coach/compositions", people.patientToken, fields.toString());
        Answer familys = post(
                "/coach/compositions", familyToken("F" + people.number, people.patient, "SPOUSE"), fields.toString());

        assertThat(own.status()).isEqualTo(200);
        assertThat(own.text("message")).startsWith("王主任,您好,冒昧请教。我是您的患者李明。").contains(NEED);
        assertThat(own.text("promises")).contains("工作时间");
        assertThat(own.text("privacy")).contains("不泄露");
        assertThat(own.json().path("check").path("failed")).isEmpty();
        assertThat(familys.text("message")).contains("我是您的患者李明的配偶。");
    }

    @ParameterizedTest
    @CsvSource({
        "need, '', statement-incomplete",
        "need, 加个好友吧, no-medical-need",
        "need, 胸痛出冷汗, emergency",
        "purpose, CONVENIENCE, no-medical-need",
        "purpose, GOSSIP, unknown-purpose",
        "purpose, , statement-incomplete",
        "doctor, 王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王王, text-too-long"
    })
    void r3_r4_what_no_message_can_be_made_of_is_answered_with_what_can(
            String field, @org.jspecify.annotations.Nullable String value, String problem) {
        People people = new People();
        ObjectNode fields = JSON.createObjectNode()
                .put("purpose", "MEDICATION_ADJUSTMENT")
                .put("need", NEED)
                .put(field, value);

        Answer answer = post("/coach/compositions", people.patientToken, fields.toString());

        assertThat(answer.status()).isEqualTo(422);
        assertThat(answer.problem()).isEqualTo(problem);
        assertThat(answer.text("field")).isEqualTo(field);
        assertThat(answer.text("remedy")).isNotBlank();
    }

    @Test
    void r5_r12_only_the_patient_side_is_coached_and_what_is_no_message_is_refused() {
        People people = new People();

        for (String role : new String[] {"doctor", "staff", "supervisor", "operator"}) {
            assertThat(check(token(role, people.doctor, null), "您好").problem()).isEqualTo("wrong-role");
        }
        assertThat(triage(people.doctorToken, "您好").problem()).isEqualTo("wrong-role");
        assertThat(check(people.patientToken, " ").problem()).isEqualTo("text-missing");
        assertThat(check(people.patientToken, "好".repeat(501)).problem()).isEqualTo("text-too-long");
        assertThat(check(people.patientToken, "我胸痛,医生在吗").problem()).isEqualTo("emergency");
        assertThat(triage(people.patientToken, "").problem()).isEqualTo("statement-incomplete");
        assertThat(triage(people.patientToken, "好".repeat(501)).problem()).isEqualTo("need-too-long");
        for (String path : new String[] {"/coach/checks", "/coach/compositions", "/triage"}) {
            for (String body : new String[] {"", "加微信", "{\"txet\":\"您好\"}", "[]"}) {
                assertThat(post(path, people.patientToken, body).problem())
                        .as(path + " " + body)
                        .isEqualTo("malformed-body");
            }
            assertThat(post(path, "no-token", "{}").status()).isEqualTo(401);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/coach/checks", "/coach/compositions", "/triage", "/requests"})
    void r5_r12_a_body_of_64_kib_is_read_and_one_byte_more_is_refused_unread(String path) {
        People people = new People();
        String spaced = "{\"nobody\":1}" + " ".repeat(64 * 1024 - 12);

        assertThat(post(path, people.patientToken, spaced).problem()).isEqualTo("malformed-body");
        for (String larger : new String[] {spaced + " ", "{\"text\":\"" + "好".repeat(100_000) + "\"}"}) {
            Answer answer = post(path, people.patientToken, larger);
            assertThat(answer.status()).isEqualTo(413);
            assertThat(answer.problem()).isEqualTo("body-too-large");
            assertThat(answer.text("remedy")).isNotBlank();
            assertThat(answer.json().path("emergency").path("zh").asString()).contains("120");
        }
    }

    @Test
    void r12_every_refusal_of_a_call_with_a_patients_words_says_what_to_do_in_an_emergency() {
        People people = new People();
        String sample = "想复诊";
        for (Answer refused : List.of(
                triage(people.patientToken, "好".repeat(501)),
                check(people.patientToken, "好".repeat(501)),
                post("/coach/compositions", people.patientToken, "{}"),
                post("/requests", people.patientToken, withNeed(people.statement(), "加微信")),
                post("/requests", people.patientToken, JSON.writeValueAsString(Map.of("need", sample))))) {
            assertThat(refused.status()).isEqualTo(422);
            assertThat(refused.json().path("emergency").path("zh").asString()).contains("120", "急诊");
            assertThat(refused.json().path("emergency").path("en").asString()).contains("120");
        }
        assertThat(get("/requests/no-such-id", people.patientToken).json().has("emergency"))
                .isFalse();
    }

    @Test
    void r12_an_emergency_in_the_visit_of_a_message_is_seen() {
        People people = new People();

        Answer answer = post(
                "/coach/compositions",
                people.patientToken,
                JSON.writeValueAsString(Map.of("purpose", "CHRONIC_CARE", "need", NEED, "visit", "现在胸痛出冷汗")));

        assertThat(answer.problem()).isEqualTo("emergency");
        assertThat(answer.text("field")).isEqualTo("visit");
    }

    @Test
    void r5_r12_nothing_of_a_text_is_logged(CapturedOutput output) {
        People people = new People();

        check(people.patientToken, "郁金香三十七号,喂");
        triage(people.patientToken, "郁金香三十七号,胸痛");
        post("/coach/checks", people.patientToken, "{\"text\":郁金香三十七号");
        post("/requests", people.patientToken, withNeed(people.statement(), "郁金香三十七号,胸痛"));

        assertThat(output).doesNotContain("郁金香");
    }

    private Answer triage(String token, String need) {
        return post("/triage", token, JSON.writeValueAsString(Map.of("need", need)));
    }

    private Answer check(String token, String text) {
        return post("/coach/checks", token, JSON.writeValueAsString(Map.of("text", text)));
    }

    private static String withNeed(String body, String need) {
        return ((ObjectNode) JSON.readTree(body)).put("need", need).toString();
    }
}
