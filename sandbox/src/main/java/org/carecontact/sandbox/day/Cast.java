package org.carecontact.sandbox.day;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.ConsentAsked;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PolicyDecided;
import org.carecontact.sandbox.day.Api.Answer;
import org.carecontact.sandbox.people.Person;
import org.carecontact.sandbox.people.Population;
import org.jspecify.annotations.Nullable;

/** Plays the people of one visit: the patient or relative and the doctor, through the services' HTTP APIs. */
final class Cast {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Set<String> WAITING =
            Set.of("SUBMITTED", "AWAITING_CONSENT", "AWAITING_DELIVERY", "AWAITING_DOCTOR");
    private static final Pattern CODE = Pattern.compile("(?<![0-9])([0-9]{6})(?![0-9])");

    /** The visits' messages to the hospital's gateway. */
    interface Hospitals {
        /** The consultation is over (ADT A03). */
        void finish(Visit visit) throws InterruptedException;
    }

    /**
     * What came of a visit.
     *
     * @param request the accepted request's id, null when none was accepted
     * @param end the request's state at the end
     * @param fault what went otherwise than the story says; empty when nothing
     */
    record Result(Visit visit, @Nullable String request, String end, String fault) {
        boolean asTold() {
            return fault.isEmpty();
        }
    }

    private static final class OffScript extends Exception {
        private static final long serialVersionUID = 1L;

        OffScript(String what, Answer answer) {
            super(what + ": " + answer.status() + " " + answer.body());
        }
    }

    private final Api api;
    private final Population population;
    private final Hospitals hospitals;
    private final News news;
    private final ExecutorService twice = Executors.newVirtualThreadPerTaskExecutor();

    Cast(Api api, Population population, Hospitals hospitals, News news) {
        this.api = api;
        this.population = population;
        this.hospitals = hospitals;
        this.news = news;
    }

    Result play(Visit visit) throws InterruptedException {
        Scene scene = new Scene(visit);
        try {
            scene.play();
            String end = scene.end();
            String fault = end.equals(visit.story().end()) ? "" : "ended as " + end;
            return new Result(visit, scene.request, end, fault);
        } catch (OffScript e) {
            return new Result(visit, scene.request, scene.end(), String.valueOf(e.getMessage()));
        } finally {
            news.forget(String.valueOf(scene.request));
        }
    }

    private final class Scene {

        private final Visit visit;
        private final Story story;
        private final Person asker;
        private final Person doctor;
        private final String number;
        private @Nullable String request;
        private boolean shown;

        Scene(Visit visit) {
            this.visit = visit;
            this.story = visit.story();
            boolean family = story == Story.FAMILY_ASKS || visit.needsGuardian();
            this.asker = family ? population.person(visit.patient().family()) : population.person(visit.patient());
            this.number =
                    family ? visit.patient().family().mobile() : visit.patient().mobile();
            this.doctor = population.person(visit.doctor());
        }

        void play() throws InterruptedException, OffScript {
            switch (story) {
                case DOCTOR_TRIES -> expect("a doctor asks", 403, submit(doctor, "1", need()));
                case NO_NEED -> expect("no need", 422, submit(asker, "1", "方便联系"));
                case DOCTOR_NOT_OPTED_IN, PLASTIC_SURGERY, PERSONAL_WECHAT, NO_ENCOUNTER, ENCOUNTER_CANCELLED -> {
                    ask();
                    if (settled().body().path("alternatives").isEmpty()) {
                        throw new OffScript("a refusal without an alternative", view());
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
                    expect("refuse the consent", 200, consent("refusal", "1", Map.of()));
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
                            this::view,
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
                    expect("withdraw the consent", 200, consent("withdrawal", "1", Map.of()));
                    settled();
                }
                case DOCTOR_REFUSES -> answered(Map.of("answer", "REFUSE"));
                case DOCTOR_OFFERS_ALTERNATIVE ->
                    answered(Map.of("answer", "OFFER_ALTERNATIVE", "alternative", "FOLLOW_UP_SYSTEM"));
                case RULES_ACCEPT -> {
                    askAndSign();
                    answeredByRules();
                    expect("the channel", 200, channel());
                    shown = true;
                }
                case RULES_OFFER_ALTERNATIVE -> {
                    askAndSign();
                    answeredByRules();
                }
                case GRANTED, FAMILY_ASKS, CHILD_WITH_GUARDIAN, EVERYTHING_TWICE -> granted();
                case IN_MID_CONSULTATION -> {
                    askAndSign();
                    awaitDeferral();
                    hospitals.finish(visit);
                    awaitDoctor();
                    expect("accept", 200, answer(Map.of("answer", "ACCEPT"), "1"));
                }
                case PATIENT_ENDS -> {
                    granted();
                    expect(
                            "end",
                            200,
                            api.post("request-service", "/contacts/" + request + "/end", asker, key("end"), Map.of()));
                }
                case DOCTOR_ENDS -> {
                    granted();
                    expect(
                            "end",
                            200,
                            api.post("request-service", "/contacts/" + request + "/end", doctor, key("end"), Map.of()));
                }
                case CONSENT_WITHDRAWN_AFTER_GRANT -> {
                    granted();
                    expect("withdraw the consent", 200, consent("withdrawal", "1", Map.of()));
                    Answer shown = channel();
                    if (shown.ok()) {
                        throw new OffScript("the channel was shown after the withdrawal was acknowledged", shown);
                    }
                    settled();
                }
            }
        }

        private void granted() throws InterruptedException, OffScript {
            askAndSign();
            awaitDoctor();
            if (story == Story.EVERYTHING_TWICE) {
                List<Answer> both = twice(
                        () -> answer(Map.of("answer", "ACCEPT"), "1"), () -> answer(Map.of("answer", "ACCEPT"), "2"));
                expect(
                        "two answers at once",
                        1,
                        both.stream().filter(Answer::ok).count(),
                        both.getLast());
            } else {
                expect("accept", 200, answer(Map.of("answer", "ACCEPT"), "1"));
            }
            expect("the channel", 200, channel());
            shown = true;
        }

        private void answered(Map<String, String> answer) throws InterruptedException, OffScript {
            askAndSign();
            awaitDoctor();
            expect("answer", 200, answer(answer, "1"));
        }

        private void askAndSign() throws InterruptedException, OffScript {
            ask();
            Answer form = form();
            sign(form);
        }

        private void ask() throws InterruptedException, OffScript {
            if (story == Story.EVERYTHING_TWICE) {
                List<Answer> both = twice(() -> submit(asker, "1", need()), () -> submit(asker, "1", need()));
                expect("the same submission at once", both.getFirst().text("request"), both.getLast());
                Answer other = submit(asker, "2", need());
                expect("a second request of the pair", 409, other);
                Answer reused = submit(asker, "1", need() + "。");
                expect("the same key with another body", 422, reused);
                request = both.getFirst().text("request");
                return;
            }
            Answer submitted = submit(asker, "1", need());
            expect("submit", 201, submitted);
            request = submitted.text("request");
        }

        private Answer submit(Person person, String key, String need) throws InterruptedException {
            Map<String, Object> body = new java.util.LinkedHashMap<>(Map.of(
                    "doctor",
                    visit.doctor().id(),
                    "purpose",
                    story.purpose(),
                    "need",
                    need,
                    "promises",
                    Map.of("workingHoursOnly", true, "nonUrgentNeverDisturbs", true, "concise", true),
                    "privacy",
                    Map.of("doctorWorkInformation", true, "patientData", true),
                    "wish",
                    story == Story.PERSONAL_WECHAT ? "PERSONAL_WECHAT" : "ANY"));
            if (person.role() == Person.Role.FAMILY) {
                body.put(
                        "requester",
                        Map.of("relation", visit.patient().family().relation(), "authority", "LEGAL_GUARDIAN"));
            }
            return api.post("request-service", "/requests", person, key("submit-" + key), body);
        }

        private String need() {
            return "术后复诊需要调整用药,想在工作时间请教随访安排";
        }

        /** The consent's form, as soon as it can be signed. */
        private Answer form() throws InterruptedException, OffScript {
            Answer form = until(
                    ConsentAsked.class,
                    () -> api.get("consent-service", "/consents/" + request, asker),
                    seen -> seen.ok() || seen.status() != 404);
            expect("the form", 200, form);
            return form;
        }

        private void sign(Answer form) throws InterruptedException, OffScript {
            String viewing = form.text("viewing");
            expect("ask for a code", 202, consent("code", "1", Map.of("viewing", viewing)));
            String text = Pace.until(
                    PATIENCE,
                    () -> api.message(number, request + "/SIGNING_CODE"),
                    seen -> CODE.matcher(seen).find());
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
                List<Answer> both =
                        twice(() -> consent("signature", "1", signature), () -> consent("signature", "2", signature));
                expect(
                        "two signatures at once",
                        1,
                        both.stream().filter(Answer::ok).count(),
                        both.getLast());
                return;
            }
            expect("sign", 200, consent("signature", "1", signature));
        }

        private Answer consent(String command, String key, Map<String, Object> body) throws InterruptedException {
            return api.post(
                    "consent-service", "/consents/" + request + "/" + command, asker, key(command + "-" + key), body);
        }

        private void awaitDeferral() throws InterruptedException, OffScript {
            Answer deferred = until(
                    PolicyDecided.class,
                    () -> api.get("policy-service", "/decisions/" + request, staff()),
                    seen -> seen.text("outcome").equals("DEFER"));
            if (!deferred.text("outcome").equals("DEFER")) {
                throw new OffScript("not deferred in mid-consultation", deferred);
            }
        }

        private void awaitDoctor() throws InterruptedException, OffScript {
            Answer seen = until(
                    DoctorAsked.class,
                    () -> api.get("request-service", "/requests/" + request, doctor),
                    // Until asked, the doctor does not even see that there is a request.
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
            return news.until(String.valueOf(request), event, PATIENCE, look, enough);
        }

        private Answer answer(Map<String, String> answer, String key) throws InterruptedException {
            return api.post(
                    "request-service", "/requests/" + request + "/answer", doctor, key("answer-" + key), answer);
        }

        private Answer channel() throws InterruptedException {
            return api.get("request-service", "/contacts/" + request + "/channel", asker);
        }

        private void withdraw() throws InterruptedException, OffScript {
            expect(
                    "withdraw",
                    200,
                    api.post(
                            "request-service",
                            "/requests/" + request + "/withdrawal",
                            asker,
                            key("withdraw"),
                            Map.of()));
        }

        /** The request as it is once it waits for nobody any more. */
        private Answer settled() throws InterruptedException {
            return until(
                    SpecificRecord.class,
                    this::view,
                    seen -> seen.ok()
                            && !WAITING.contains(seen.text("state"))
                            && !(story.end().equals("ENDED")
                                    && seen.text("state").equals("GRANTED")));
        }

        private Answer view() throws InterruptedException {
            return api.get("request-service", "/requests/" + request, asker);
        }

        private String end() throws InterruptedException {
            if (request == null) {
                return "BLOCKED";
            }
            // A channel is shown for a granted contact only: no need to ask what became of it.
            return shown && story.end().equals("GRANTED") ? "GRANTED" : view().text("state");
        }

        private Person staff() {
            return population.staff(visit.hospital().id()).getFirst();
        }

        private String key(String what) {
            return visit.visit() + "-" + what;
        }

        private void expect(String what, int status, Answer answer) throws OffScript {
            if (answer.status() != status) {
                throw new OffScript(what, answer);
            }
        }

        private void expect(String what, long exactly, long counted, Answer last) throws OffScript {
            if (exactly != counted) {
                throw new OffScript(what + " succeeded " + counted + " times", last);
            }
        }

        private void expect(String what, String request, Answer answer) throws OffScript {
            if (!answer.ok() || request.isEmpty() || !request.equals(answer.text("request"))) {
                throw new OffScript(what, answer);
            }
        }

        private List<Answer> twice(Callable<Answer> one, Callable<Answer> other) throws InterruptedException {
            List<Future<Answer>> both = twice.invokeAll(List.of(one, other));
            return both.stream().flatMap(Scene::done).toList();
        }

        private static Stream<Answer> done(Future<Answer> future) {
            try {
                return Optional.of(future.get()).stream();
            } catch (ExecutionException e) {
                throw new IllegalStateException(e.getCause());
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return Stream.empty();
            }
        }
    }
}
