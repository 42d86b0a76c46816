package org.carecontact.request.domain;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The three parts of a request as somebody wrote them: medical need, promises of use, privacy in both directions. */
public record Statement(
        @Nullable String purpose,
        @Nullable String need,
        @Nullable Promises promises,
        @Nullable Privacy privacy) {

    public static final int LONGEST_NEED = 500;

    public record Promises(
            @Nullable Boolean workingHoursOnly,
            @Nullable Boolean nonUrgentNeverDisturbs,
            @Nullable Boolean concise) {}

    public record Privacy(
            @Nullable Boolean doctorWorkInformation,
            @Nullable Boolean patientData) {}

    /** A part of the statement, under its name in the body. */
    public enum Part {
        PURPOSE("purpose"),
        NEED("need"),
        PROMISES("promises"),
        WORKING_HOURS_ONLY("promises.workingHoursOnly"),
        NON_URGENT_NEVER_DISTURBS("promises.nonUrgentNeverDisturbs"),
        CONCISE("promises.concise"),
        PRIVACY("privacy"),
        DOCTOR_WORK_INFORMATION("privacy.doctorWorkInformation"),
        PATIENT_DATA("privacy.patientData");

        private final String field;

        Part(String field) {
            this.field = field;
        }

        public String field() {
            return field;
        }
    }

    /** What keeps a statement from being one. */
    public sealed interface Gap {

        record Missing(Part part) implements Gap {}

        /** Convenience alone, in the purpose or in the words. */
        record NoMedicalNeed(Part part) implements Gap {}

        record UnknownPurpose() implements Gap {}

        record TooLong() implements Gap {}
    }

    private static final Pattern HAN = Pattern.compile("\\p{IsHan}+");
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}+");
    private static final Pattern OTHER_SCRIPT = Pattern.compile("[\\p{L}&&[^\\p{IsHan}\\p{IsLatin}]]");

    /** Words of courtesy, of wishing and of being in touch: whoever uses only these has named no medical need. */
    private static final Pattern HAN_WITHOUT_NEED =
            Pattern.compile("(?:\\p{IsHan}?(?:医生|主任|大夫|老师|教授)|企业微信|联系方式|可不可以|微信号|请问|您好|你好|麻烦|冒昧|打扰"
                    + "|一下|可以|能不能|能否|是否|谢谢|感谢|以后|今后|之后|后续|平时|随时|直接|比较|就是|只是|希望|需要|为了|添加|好友|朋友|微信"
                    + "|联系|沟通|交流|聊天|聊聊|方便|电话|号码|认识|有事|问题|事情|什么|通过|请教|因为|这样|这边|那边"
                    + "|[交请我您你们的了和跟与更就只想要加个下做吗吧呢啊哈行好聊号用留给问有事找到来去互再也都能能会])++");

    private static final Set<String> LATIN_WITHOUT_NEED = Set.of(
            "please",
            "hello",
            "hi",
            "dear",
            "doctor",
            "dr",
            "just",
            "only",
            "for",
            "convenience",
            "convenient",
            "conveniently",
            "easy",
            "easier",
            "easily",
            "contact",
            "contacting",
            "reach",
            "add",
            "adding",
            "me",
            "my",
            "you",
            "your",
            "as",
            "a",
            "an",
            "the",
            "friend",
            "friends",
            "on",
            "in",
            "by",
            "via",
            "with",
            "wechat",
            "weixin",
            "wx",
            "vx",
            "v",
            "chat",
            "talk",
            "to",
            "can",
            "could",
            "may",
            "we",
            "i",
            "us",
            "want",
            "like",
            "would",
            "keep",
            "touch",
            "stay",
            "connect",
            "be",
            "it",
            "is",
            "so",
            "that",
            "thanks",
            "thank",
            "and",
            "more",
            "number",
            "id",
            "let",
            "get",
            "have");

    /** The first thing that is wrong with it; empty when it is complete. */
    public Optional<Gap> gap() {
        if (Purpose.CONVENIENCE.name().equals(purpose)) {
            return Optional.of(new Gap.NoMedicalNeed(Part.PURPOSE));
        }
        if (need != null && need.length() > LONGEST_NEED) {
            return Optional.of(new Gap.TooLong());
        }
        if (need != null && !need.isBlank() && withoutMedicalNeed(need)) {
            return Optional.of(new Gap.NoMedicalNeed(Part.NEED));
        }
        if (purpose == null || purpose.isBlank()) {
            return missing(Part.PURPOSE);
        }
        if (Arrays.stream(Purpose.values()).noneMatch(one -> one.name().equals(purpose))) {
            return Optional.of(new Gap.UnknownPurpose());
        }
        if (need == null || need.isBlank()) {
            return missing(Part.NEED);
        }
        if (promises == null) {
            return missing(Part.PROMISES);
        }
        if (privacy == null) {
            return missing(Part.PRIVACY);
        }
        return unpromised(promises, privacy).flatMap(Statement::missing);
    }

    private static Optional<Part> unpromised(Promises promises, Privacy privacy) {
        if (!Boolean.TRUE.equals(promises.workingHoursOnly())) {
            return Optional.of(Part.WORKING_HOURS_ONLY);
        }
        if (!Boolean.TRUE.equals(promises.nonUrgentNeverDisturbs())) {
            return Optional.of(Part.NON_URGENT_NEVER_DISTURBS);
        }
        if (!Boolean.TRUE.equals(promises.concise())) {
            return Optional.of(Part.CONCISE);
        }
        if (!Boolean.TRUE.equals(privacy.doctorWorkInformation())) {
            return Optional.of(Part.DOCTOR_WORK_INFORMATION);
        }
        if (!Boolean.TRUE.equals(privacy.patientData())) {
            return Optional.of(Part.PATIENT_DATA);
        }
        return Optional.empty();
    }

    private static Optional<Gap> missing(Part part) {
        return Optional.of(new Gap.Missing(part));
    }

    static boolean withoutMedicalNeed(String text) {
        if (OTHER_SCRIPT.matcher(text).find()) {
            return false; // nobody taught us the words for it
        }
        String lower = text.toLowerCase(Locale.ROOT);
        String han = String.join(
                "", HAN.matcher(lower).results().map(found -> found.group()).toList());
        return (han.isEmpty() || HAN_WITHOUT_NEED.matcher(han).matches())
                && LATIN.matcher(lower).results().map(found -> found.group()).allMatch(LATIN_WITHOUT_NEED::contains);
    }
}
