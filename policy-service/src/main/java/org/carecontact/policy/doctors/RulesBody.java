package org.carecontact.policy.doctors;

import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import org.carecontact.kernel.web.Problem;
import org.carecontact.policy.doctors.domain.AutoAnswer;
import org.carecontact.policy.doctors.domain.DoctorRules;
import org.carecontact.policy.vocabulary.domain.Century;
import org.carecontact.policy.vocabulary.domain.Channel;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Purposes;
import org.carecontact.policy.vocabulary.domain.Remedy;
import org.carecontact.policy.vocabulary.domain.Scene;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.web.ErrorResponseException;

/**
 * A doctor's own rules as they are sent. Without channels all that the other layers allow, without hours all times that
 * they allow; empty lists welcome all.
 */
record RulesBody(
        @Nullable Boolean optIn,
        @Nullable List<String> channels,
        @Nullable HoursBody hours,
        @Nullable Integer capacity,
        @Nullable List<String> scenes,
        @Nullable List<String> purposes,
        @Nullable AbsenceBody absence,
        @Nullable AnswerBody answer,
        @Nullable List<@Nullable AutoAnswerBody> autoAnswers) {

    /** Daily hours as HH:mm, days from 1 Monday to 7 Sunday. */
    record HoursBody(
            @Nullable String from,
            @Nullable String to,
            @Nullable List<Integer> days) {}

    /** A time away; with a substitute, the patients are told to whom to turn. */
    record AbsenceBody(
            @Nullable Instant from,
            @Nullable Instant to,
            @Nullable String substitute) {}

    /**
     * Answers in the doctor's name wherever policy permits; the most restrictive that covers a request wins.
     *
     * @param answer ACCEPT, OFFER_ALTERNATIVE or REFUSE
     * @param alternative what OFFER_ALTERNATIVE offers
     */
    record AutoAnswerBody(
            @Nullable List<String> scenes,
            @Nullable List<String> purposes,
            @Nullable String answer,
            @Nullable String alternative) {}

    /** The text for patients whom the rules turn away, in both languages. */
    record AnswerBody(@Nullable String zh, @Nullable String en) {}

    private static final int MOST_CONTACTS = 1_000;
    private static final int MOST_ANSWERS = 20;
    private static final int LONGEST_NAME = 64;
    private static final int LONGEST_ANSWER = 300;
    private static final List<Scene> SCENES = List.of(Scene.OUTPATIENT, Scene.INPATIENT, Scene.ONLINE);

    /**
     * Returns the rules that are meant; their number and time are not known yet.
     *
     * @throws ErrorResponseException 400 when a field is missing, malformed or too large
     */
    DoctorRules rules() {
        if (optIn == null) {
            throw missing("optIn");
        }
        if (capacity != null && (capacity < 0 || capacity > MOST_CONTACTS)) {
            throw Problem.of("bad-capacity")
                    .with("most", MOST_CONTACTS)
                    .field("capacity")
                    .exception();
        }
        return new DoctorRules(
                optIn,
                channels == null
                        ? List.of(Channel.values())
                        : chosen("channels", channels, List.of(Channel.values()), Enum::name),
                hours == null ? null : hours(hours),
                capacity,
                scenes("scenes", scenes),
                purposes("purposes", purposes),
                absence == null ? null : absence(absence),
                answer(answer),
                autoAnswers(autoAnswers),
                0,
                null);
    }

    private static List<AutoAnswer> autoAnswers(@Nullable List<@Nullable AutoAnswerBody> bodies) {
        if (bodies == null) {
            return List.of();
        }
        if (bodies.size() > MOST_ANSWERS) {
            throw Problem.of("too-many-answers")
                    .with("most", MOST_ANSWERS)
                    .field("autoAnswers")
                    .exception();
        }
        return bodies.stream().map(RulesBody::autoAnswer).toList();
    }

    private static AutoAnswer autoAnswer(@Nullable AutoAnswerBody body) {
        if (body == null || body.answer() == null) {
            throw missing("autoAnswers.answer");
        }
        AutoAnswer.Answer answer = one("autoAnswers.answer", body.answer(), AutoAnswer.Answer.values());
        Remedy alternative =
                body.alternative() == null ? null : one("autoAnswers.alternative", body.alternative(), Remedy.values());
        if ((answer == AutoAnswer.Answer.OFFER_ALTERNATIVE) != (alternative != null)) {
            throw Problem.of("bad-alternative")
                    .with("choices", List.of(Remedy.values()))
                    .field("autoAnswers.alternative")
                    .exception();
        }
        return new AutoAnswer(
                scenes("autoAnswers.scenes", body.scenes()),
                purposes("autoAnswers.purposes", body.purposes()),
                answer,
                alternative);
    }

    private static List<Scene> scenes(String field, @Nullable List<String> names) {
        return names == null ? List.of() : chosen(field, names, SCENES, Enum::name);
    }

    private static List<String> purposes(String field, @Nullable List<String> names) {
        return names == null ? List.of() : chosen(field, names, Purposes.ALL, name -> name);
    }

    private static <E extends Enum<E>> E one(String field, String name, E[] choices) {
        return chosen(field, List.of(name), List.of(choices), Enum::name).getFirst();
    }

    private static <T> List<T> chosen(
            String field, List<String> names, Collection<T> choices, Function<? super T, String> name) {
        List<T> chosen =
                choices.stream().filter(one -> names.contains(name.apply(one))).toList();
        if (chosen.size() != names.stream().distinct().count()) {
            throw Problem.of("unknown-value")
                    .with("field", field)
                    .with("choices", choices.stream().map(name).toList())
                    .field(field)
                    .exception();
        }
        return chosen;
    }

    private static DoctorRules.Absence absence(AbsenceBody body) {
        if (body.from() == null
                || body.to() == null
                || !body.from().isBefore(body.to())
                || !Century.has(body.from())
                || !Century.has(body.to())) {
            throw Problem.of("bad-absence")
                    .with("first", Century.FIRST)
                    .with("last", Century.LAST)
                    .field("absence")
                    .exception();
        }
        String substitute = body.substitute();
        if (substitute != null) {
            requireText("absence.substitute", substitute, LONGEST_NAME);
        }
        return new DoctorRules.Absence(body.from(), body.to(), substitute);
    }

    private static @Nullable Wording answer(@Nullable AnswerBody body) {
        if (body == null) {
            return null;
        }
        if (body.zh() == null || body.en() == null) {
            throw Problem.of("answer-in-one-language").field("answer").exception();
        }
        requireText("answer.zh", body.zh(), LONGEST_ANSWER);
        requireText("answer.en", body.en(), LONGEST_ANSWER);
        return new Wording(body.zh(), body.en());
    }

    /** Apart from line breaks, a text for patients has no invisible characters. */
    private static void requireText(String field, String text, int longest) {
        boolean readable = text.codePoints()
                .allMatch(character -> character == '\n'
                        || switch (Character.getType(character)) {
                            case Character.CONTROL,
                                    Character.FORMAT,
                                    Character.SURROGATE,
                                    Character.PRIVATE_USE,
                                    Character.UNASSIGNED,
                                    Character.LINE_SEPARATOR,
                                    Character.PARAGRAPH_SEPARATOR -> false;
                            default -> true;
                        });
        if (text.isBlank() || text.codePointCount(0, text.length()) > longest || !readable) {
            throw Problem.of("bad-text")
                    .with("field", field)
                    .with("most", longest)
                    .field(field)
                    .exception();
        }
    }

    private static Hours hours(HoursBody body) {
        if (body.from() == null
                || body.to() == null
                || body.days() == null
                || body.days().contains(null)) {
            throw missing("hours");
        }
        try {
            return new Hours(body.from(), body.to(), body.days());
        } catch (IllegalArgumentException e) {
            throw Problem.of("bad-hours")
                    .with("reason", String.valueOf(e.getMessage()))
                    .field("hours")
                    .exception();
        }
    }

    private static ErrorResponseException missing(String field) {
        return Problem.of("missing-field").with("field", field).field(field).exception();
    }
}
