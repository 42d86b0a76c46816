package org.carecontact.request;

import java.util.Arrays;
import java.util.List;
import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.web.Problem;
import org.carecontact.request.domain.Alternative;
import org.carecontact.request.domain.Pair;
import org.carecontact.request.domain.PairRejection;
import org.carecontact.request.domain.Purpose;
import org.carecontact.request.domain.Request;
import org.carecontact.request.domain.Statement;
import org.carecontact.request.domain.Wording;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;

/** The HTTP face of each rejection, with the remedy in Chinese and English where a patient reads it. */
final class Refusals {

    private Refusals() {}

    static Problem face(PairRejection rejection) {
        return switch (rejection) {
            case PairRejection.NoSuchRequest _, PairRejection.NotAParty _ -> Problem.notFound();
            case PairRejection.Superseded(var newest) ->
                Problem.of(410, "superseded", "There is a newer request of the same patient and doctor")
                        .remedy("Use the request with number " + newest + ".");
            case PairRejection.AlreadyOpen open ->
                Problem.of(409, "request-already-open", "A request of this patient to this doctor is open")
                        .detail("It is " + id(open.request()) + ".")
                        .remedy("请等待该申请的结果,或先撤回它。Wait for its outcome, or withdraw it first.");
            case PairRejection.AlreadyInContact active ->
                Problem.of(409, "contact-already-active", "This patient and this doctor have an active contact")
                        .detail("It was granted on request " + id(active.request()) + ".")
                        .remedy("请使用已有的联系渠道。Use the contact that there is, or end it first.");
            case PairRejection.CoolingDown(var until, var _) ->
                Problem.of(409, "cooling-down", "The same was refused not long ago")
                        .detail("It can be asked again from " + until + ".")
                        .remedy("请先使用所列的替代方式。Use one of the alternatives meanwhile.");
            case PairRejection.Overtaken _ ->
                Problem.of(409, "overtaken", "Other requests of this pair came at the same time")
                        .remedy("Repeat it with the same Idempotency-Key.");
            case PairRejection.AlreadySettled settled ->
                settled.outcome() == Pair.Outcome.ENDED
                        ? Problem.of(409, "already-ended", "The contact has ended")
                                .detail("It ended at " + settled.at() + ".")
                        : Problem.of(409, "already-settled", "The request is over")
                                .detail(settled.outcome() + " at " + settled.at() + ".");
            case PairRejection.AlreadyAnswered _ ->
                Problem.of(409, "already-answered", "The doctor has answered, the contact is granted")
                        .remedy("End the contact instead.");
            case PairRejection.NotAskedYet _ ->
                Problem.of(409, "not-asked-yet", "The doctor has not been asked yet")
                        .remedy("Answer when the request is in state AWAITING_DOCTOR.");
            case PairRejection.TooLate(var until) ->
                Problem.of(409, "too-late", "The time for an answer is over").detail("It was until " + until + ".");
            case PairRejection.ChannelNotPermitted(var permitted) ->
                Problem.of(422, "channel-not-permitted", "Policy does not permit this channel here")
                        .field("channel")
                        .remedy("Choose one of: " + String.join(", ", permitted) + ".");
            case PairRejection.InContactAlready _ ->
                Problem.of(409, "contact-granted", "The request was granted and can't be withdrawn any more")
                        .remedy("结束联系即可。End the contact: POST /contacts/{request}/end.");
            case PairRejection.NoContact _ -> Problem.of(409, "no-contact", "No contact was granted on this request");
            case PairRejection.WitnessedBy(var witness) ->
                Problem.of(409, "witnessed-already", "Another witness is recorded")
                        .detail("It is " + witness.person() + ", at " + witness.at() + ".")
                        .remedy("The first record stands; a new request can have another witness.");
            case PairRejection.WitnessAhead(var now) ->
                Problem.of(422, "witness-ahead", "Nobody can have witnessed what is still to come")
                        .field("at")
                        .remedy("Give the time at which it was, not after " + now + ".");
            case PairRejection.UnusablePermit _, PairRejection.NotDue _ ->
                throw new IllegalStateException("never the answer to a person's command: " + rejection);
        };
    }

    /** With the alternatives and the date in the body, so that a page can show them. */
    static ErrorResponseException coolingDown(PairRejection.CoolingDown cooling) {
        ProblemDetail body = face(cooling).body();
        body.setProperty("alternatives", cooling.alternatives());
        body.setProperty("coolDownUntil", cooling.until());
        return new ErrorResponseException(HttpStatusCode.valueOf(body.getStatus()), body, null);
    }

    /** With the link in the body, so that a page can lead there. */
    static ErrorResponseException recordsOverTheChannel(Wording better, String uploadLink) {
        ProblemDetail body = Problem.of(
                        422,
                        "records-over-the-channel",
                        "Pictures and monitoring data never go over the direct channel")
                .field("need")
                .remedy(better.zh() + " " + better.en())
                .body();
        body.setProperty("uploadLink", uploadLink);
        return new ErrorResponseException(HttpStatusCode.valueOf(body.getStatus()), body, null);
    }

    /** With the FAQ and the alternatives in the body, so that a page can lead there. */
    static ErrorResponseException routineQuestion(String faq, List<Alternative> alternatives) {
        ProblemDetail body = Problem.of(422, "routine-question", "The answers to frequent questions may help at once")
                .field("need")
                .remedy("请先查看常见问题或使用所列方式;仍需联系医生,请带上 \"faqRead\": true 再次提交。Look at the FAQ and the"
                        + " alternatives first; if they do not help, send the same with \"faqRead\": true.")
                .body();
        body.setProperty("faq", faq);
        body.setProperty("alternatives", alternatives);
        return new ErrorResponseException(HttpStatusCode.valueOf(body.getStatus()), body, null);
    }

    static Problem face(Statement.Gap gap) {
        return switch (gap) {
            case Statement.Gap.Missing(var part) ->
                Problem.of(422, "statement-incomplete", "A part of the statement is missing")
                        .detail("A request states the medical need, the promises of use and the privacy promises.")
                        .field(part.field())
                        .remedy(example(part));
            case Statement.Gap.NoMedicalNeed(var part) ->
                Problem.of(422, "no-medical-need", "Convenience alone is no medical need")
                        .detail("单纯“方便联系”不能作为申请理由。")
                        .field(part.field())
                        .remedy("请写明病情和目的,例如:“王主任,冒昧请教:术后第二周需要按您的医嘱调整药量,想在工作时间内"
                                + "向您汇报血压。” State the medical purpose, for example: “Two weeks after the operation"
                                + " my dose has to be adjusted as you advised; I would like to tell you my blood pressure"
                                + " within working hours.”");
            case Statement.Gap.UnknownPurpose _ ->
                Problem.of(422, "unknown-purpose", "This purpose is not known")
                        .field("purpose")
                        .remedy("Choose one of: " + String.join(", ", purposes()) + ".");
            case Statement.Gap.TooLong _ ->
                Problem.of(422, "need-too-long", "The need has more than " + Statement.LONGEST_NEED + " characters")
                        .field("need")
                        .remedy("请简明扼要,检查资料请走平台上传。Be concise; upload records on the platform instead.");
        };
    }

    private static String id(Request request) {
        return Pairs.request(request.pair(), request.number());
    }

    private static List<String> purposes() {
        return Arrays.stream(Purpose.values())
                .filter(one -> one != Purpose.CONVENIENCE)
                .map(Enum::name)
                .toList();
    }

    private static String example(Statement.Part part) {
        return switch (part) {
            case PURPOSE -> "请选择就医目的,例如“术后康复”。Choose a purpose, for example POSTOPERATIVE_RECOVERY.";
            case NEED ->
                "请写明医疗需求,例如:“这次治疗方案需要定期调整药物剂量。” Describe the medical need, for example: “This"
                        + " treatment needs regular adjustment of the dose.”";
            case PROMISES ->
                "请作出使用承诺:仅工作时间、非紧急不打扰、简明扼要。Promise: {\"workingHoursOnly\":true,"
                        + "\"nonUrgentNeverDisturbs\":true,\"concise\":true}.";
            case WORKING_HOURS_ONLY ->
                "例如:“保证只在工作时间咨询专业问题。” For example: “I will ask professional questions within working hours only.”";
            case NON_URGENT_NEVER_DISTURBS ->
                "例如:“非紧急情况不打扰您。” For example: “I will not disturb you with anything that is not urgent.”";
            case CONCISE -> "例如:“每次沟通简明扼要。” For example: “I will be concise each time.”";
            case PRIVACY ->
                "请作出双向隐私保障:不泄露医生的工作信息,也保护患者资料。Promise: {\"doctorWorkInformation\":true," + "\"patientData\":true}.";
            case DOCTOR_WORK_INFORMATION ->
                "例如:“绝对不泄露您的任何工作信息。” For example: “I will never pass on any information about your work.”";
            case PATIENT_DATA ->
                "例如:“仅通过约定渠道发送我的病情资料,不外传。” For example: “I send my medical data over the agreed channel"
                        + " only and nowhere else.”";
        };
    }
}
