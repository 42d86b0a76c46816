package org.carecontact.sandbox.day;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PolicyDecided;
import org.carecontact.sandbox.day.Api.Answer;

/** Plays one visit's story step by step; a step that ends otherwise throws {@link OffScript}. */
// Longer than 300 lines: every story of the day stands in one switch.
final class Scene {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<String> WAITING =
            Set.of("SUBMITTED", "AWAITING_CONSENT", "AWAITING_DELIVERY", "AWAITING_DOCTOR");
    private static final Pattern CODE = Pattern.compile("(?<![0-9])([0-9]{6})(?![0-9])");
    private static final String NEED = "术后复诊需要调整用药,想在工作时间请教随访安排";

    private final Visit visit;
    private final Story story;
    private final VisitCalls calls;
    private final Cast.Hospitals hospitals;
    private final News news;
    private final AtOnce atOnce;
    private final Meeting meeting;
    private boolean shown;

    /** A scene of one visit. */
    Scene(Visit visit, VisitCalls calls, Cast.Hospitals hospitals, News news, AtOnce atOnce) {
        this.visit = visit;
        this.story = visit.story();
        this.calls = calls;
        this.hospitals = hospitals;
        this.news = news;
        this.atOnce = atOnce;
        this.meeting = new Meeting(calls);
    }

    void play() throws InterruptedException, OffScript {
        switch (story) {
            case DOCTOR_TRIES -> Expect.that("a doctor asks", 403, calls.submit(calls.doctor, "1", NEED));
            case NO_NEED -> Expect.that("no need", 422, calls.submit(calls.asker, "1", "方便联系"));
            case DOCTOR_NOT_OPTED_IN, PLASTIC_SURGERY, PERSONAL_WECHAT, ENCOUNTER_CANCELLED -> turnedBack();
            case NO_ENCOUNTER -> {
                turnedBack();
                Expect.that("wish to be told", 200, calls.remind());
                hospitals.finish(visit); // the message that came too late
                Answer told = Pace.until(PATIENCE, calls::view, Scene::mayAskAgain);
                if (!mayAskAgain(told)) {
                    throw new OffScript("not told that the ground is gone", told);
                }
            }
            case WITHDRAWN_AT_ONCE -> {
                ask();
                withdraw();
            }
            case NEVER_SIGNED -> {
                ask();
                settled();
            }
            case WITHDRAWN_BEFORE_SIGNING -> {
                ask();
                form();
                withdraw();
            }
            case CONSENT_REFUSED -> {
                ask();
                form();
                Expect.that("refuse the consent", 200, calls.consent("refusal", "1", Map.of()));
                settled();
            }
            case DOCTOR_NEVER_ANSWERS -> {
                askAndSign();
                settled();
            }
            case WITHDRAWN_WHILE_DEFERRED -> {
                askAndSign();
                awaitDeferral();
                withdraw();
            }
            case WITHDRAWN_BEFORE_DELIVERY -> {
                askAndSign();
                Answer held = Pace.until(
                        PATIENCE,
                        calls::view,
                        seen -> !seen.text("state").equals("SUBMITTED")
                                && !seen.text("state").equals("AWAITING_CONSENT"));
                if (!held.text("state").equals("AWAITING_DELIVERY")) {
                    throw new OffScript("not held until the operation is over", held);
                }
                withdraw();
            }
            case WITHDRAWN_BEFORE_THE_ANSWER -> {
                askAndSign();
                awaitDoctor();
                withdraw();
            }
            case CONSENT_WITHDRAWN_BEFORE_THE_ANSWER -> {
                askAndSign();
                awaitDoctor();
                Expect.that("withdraw the consent", 200, calls.consent("withdrawal", "1", Map.of()));
                settled();
            }
            case DOCTOR_REFUSES -> answered(Map.of("answer", "REFUSE"));
            case DOCTOR_OFFERS_ALTERNATIVE ->
                answered(Map.of("answer", "OFFER_ALTERNATIVE", "alternative", "FOLLOW_UP_SYSTEM"));
            case DOCTOR_SIGNS_FIRST -> {
                askAndSign();
                awaitDoctor();
                signTerms();
                Expect.that("accept", 200, calls.answer(Map.of("answer", "ACCEPT"), "1"));
            }
            case RULES_ACCEPT -> {
                askAndSign();
                answeredByRules();
                Expect.that("the channel", 200, calls.channel());
                shown = true;
            }
            case RULES_OFFER_ALTERNATIVE -> {
                askAndSign();
                answeredByRules();
            }
            case GRANTED, FAMILY_ASKS, FAMILY_ASKS_WITHOUT_AUTHORITY, CHILD_WITH_GUARDIAN, EVERYTHING_TWICE ->
                granted();
            case IN_MID_CONSULTATION -> {
                askAndSign();
                awaitDeferral();
                hospitals.finish(visit);
                awaitDoctor();
                Expect.that("accept", 200, calls.answer(Map.of("answer", "ACCEPT"), "1"));
            }
            case PATIENT_ENDS -> {
                granted();
                meeting.begin();
                Expect.that("end", 200, calls.end(calls.asker));
                meeting.awaitEnd();
            }
            case DOCTOR_ENDS -> {
                granted();
                meeting.begin();
                Expect.that("end", 200, calls.end(calls.doctor));
                meeting.awaitEnd();
            }
            case DOCTOR_AWAY -> {
                granted();
                Expect.that("pause", 200, calls.pause());
                Expect.that("the channel of a suspended contact", 409, calls.channel());
                Expect.that("go on", 200, calls.goOn());
                Expect.that("the channel", 200, calls.channel());
            }
            case CONSENT_WITHDRAWN_AFTER_GRANT -> {
                granted();
                meeting.begin();
                Expect.that("withdraw the consent", 200, calls.consent("withdrawal", "1", Map.of()));
                Answer shown = calls.channel();
                if (shown.ok()) {
                    throw new OffScript("the channel was shown after the withdrawal was acknowledged", shown);
                }
                settled();
                meeting.awaitEnd();
            }
        }
    }

    private void granted() throws InterruptedException, OffScript {
        askAndSign();
        awaitDoctor();
        if (story == Story.EVERYTHING_TWICE) {
            List<Answer> both = atOnce.both(
                    () -> calls.answer(Map.of("answer", "ACCEPT"), "1"),
                    () -> calls.answer(Map.of("answer", "ACCEPT"), "2"));
            Expect.that(
                    "two answers at once", 1, both.stream().filter(Answer::ok).count(), both.getLast());
        } else {
            Expect.that("accept", 200, calls.answer(Map.of("answer", "ACCEPT"), "1"));
        }
        Expect.that("the channel", 200, calls.channel());
        shown = true;
    }

    /** On an installation that has had its day before, the doctor has signed already. */
    private void signTerms() throws InterruptedException, OffScript {
        if (!calls.signedTerms()) {
            Answer refused = calls.answer(Map.of("answer", "ACCEPT"), "unsigned");
            Expect.that("accept before signing the terms", 403, refused);
            Expect.that("sign the terms", 200, calls.signTerms());
        }
    }

    private void answered(Map<String, String> answer) throws InterruptedException, OffScript {
        askAndSign();
        awaitDoctor();
        Expect.that("answer", 200, calls.answer(answer, "1"));
    }

    private void askAndSign() throws InterruptedException, OffScript {
        ask();
        Answer form = form();
        sign(form);
    }

    private void ask() throws InterruptedException, OffScript {
        if (story == Story.EVERYTHING_TWICE) {
            List<Answer> both =
                    atOnce.both(() -> calls.submit(calls.asker, "1", NEED), () -> calls.submit(calls.asker, "1", NEED));
            Expect.that("the same submission at once", both.getFirst().text("request"), both.getLast());
            Answer other = calls.submit(calls.asker, "2", NEED);
            Expect.that("a second request of the pair", 409, other);
            Answer reused = calls.submit(calls.asker, "1", NEED + "。");
            Expect.that("the same key with another body", 422, reused);
            calls.about(both.getFirst().text("request"));
            return;
        }
        Answer submitted = calls.submit(calls.asker, "1", NEED);
        Expect.that("submit", 201, submitted);
        calls.about(submitted.text("request"));
    }

    /** Waits for the consent's form. */
    private Answer form() throws InterruptedException, OffScript {
        Answer form = until(ConsentAsked.class, () -> calls.consent(), seen -> seen.ok() || seen.status() != 404);
        Expect.that("the form", 200, form);
        return form;
    }

    private void sign(Answer form) throws InterruptedException, OffScript {
        String viewing = form.text("viewing");
        Expect.that("ask for a code", 202, calls.consent("code", "1", Map.of("viewing", viewing)));
        String text = Pace.until(
                PATIENCE, calls::codeMessage, seen -> CODE.matcher(seen).find());
        Matcher code = CODE.matcher(text);
        if (!code.find()) {
            throw new OffScript("no code came", form);
        }
        Map<String, Object> signature = Map.of(
                "viewing",
                viewing,
                "code",
                code.group(1),
                "confirmations",
                form.body().path("confirmations"),
                "separateConsent",
                true);
        if (story == Story.EVERYTHING_TWICE) {
            List<Answer> both = atOnce.both(
                    () -> calls.consent("signature", "1", signature), () -> calls.consent("signature", "2", signature));
            Expect.that(
                    "two signatures at once",
                    1,
                    both.stream().filter(Answer::ok).count(),
                    both.getLast());
            return;
        }
        Expect.that("sign", 200, calls.consent("signature", "1", signature));
    }

    private void awaitDeferral() throws InterruptedException, OffScript {
        Answer deferred = until(
                PolicyDecided.class,
                calls::decision,
                seen -> seen.text("outcome").equals("DEFER"));
        if (!deferred.text("outcome").equals("DEFER")) {
            throw new OffScript("not deferred in mid-consultation", deferred);
        }
    }

    private void awaitDoctor() throws InterruptedException, OffScript {
        Answer seen = until(
                DoctorAsked.class,
                calls::viewOfTheDoctor,
                // The doctor does not see the request before being asked.
                now -> now.ok()
                        && (now.text("state").equals("AWAITING_DOCTOR") || !WAITING.contains(now.text("state"))));
        if (!seen.text("state").equals("AWAITING_DOCTOR")) {
            throw new OffScript("the doctor was not asked", seen);
        }
    }

    private void answeredByRules() throws InterruptedException, OffScript {
        Answer settled = settled();
        if (!settled.text("answeredBy").equals("RULES")) {
            throw new OffScript("the doctor's rules did not answer", settled);
        }
    }

    private <T> T until(Class<? extends SpecificRecord> event, Pace.Look<T> look, Pace.Enough<T> enough)
            throws InterruptedException {
        return news.until(String.valueOf(calls.request()), event, PATIENCE, look, enough);
    }

    private static boolean mayAskAgain(Answer seen) {
        return seen.text("askAgain").equals("POSSIBLE");
    }

    private void turnedBack() throws InterruptedException, OffScript {
        ask();
        if (settled().body().path("alternatives").isEmpty()) {
            throw new OffScript("a refusal without an alternative", calls.view());
        }
    }

    private void withdraw() throws InterruptedException, OffScript {
        Expect.that("withdraw", 200, calls.withdraw());
    }

    /** Waits until the request needs nobody any more. */
    private Answer settled() throws InterruptedException {
        return until(
                SpecificRecord.class,
                calls::view,
                seen -> seen.ok()
                        && !WAITING.contains(seen.text("state"))
                        && !(story.end().equals("ENDED") && seen.text("state").equals("GRANTED")));
    }

    String end() throws InterruptedException {
        if (calls.request() == null) {
            return "BLOCKED";
        }
        // Only a granted contact shows its channel, so the state need not be asked for.
        return shown && story.end().equals("GRANTED") ? "GRANTED" : calls.view().text("state");
    }
}
