package org.carecontact.request;

import java.util.Map;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;

/** The service with a hospital whose contacts go over WeCom. */
abstract class RunningChannels extends RunningRequests {

    static final TwinOfWeCom VENDOR = new TwinOfWeCom();

    private static @Nullable RunningService started;

    /** Beside the service of the other tests, which goes on; a second context of Spring's would pause it. */
    @Override
    RunningService service() {
        synchronized (VENDOR) {
            RunningService running = started == null ? start() : started;
            started = running;
            return running;
        }
    }

    private static RunningService start() {
        RunningService.Builder service = RunningService.of(RequestServiceApplication.class, "request-service")
                .with("carecontact.consent-service.url", CONSENT_SERVICE.url())
                .with("carecontact.landing.check", "0s")
                .with("carecontact.landing.link", "https://{hospital}.example/{kind}")
                .with("carecontact.rates.factor", 10_000)
                .with("spring.kafka.consumer.group-id", "request-service-with-wecom")
                .with("carecontact.channels.first-back-off", "50ms")
                .with("carecontact.channels.look", "300ms")
                .with("carecontact.channels.longest-back-off", "300ms")
                .with("carecontact.channels.settle", "0s")
                .with("carecontact.channels.reconcile", "0s");
        VENDOR.settings(HOSPITAL).forEach(service::with);
        VENDOR.settingsOfAnother(LISTING_HOSPITAL).forEach(service::with);
        return service.start();
    }

    @BeforeEach
    void every_callback_arrives() {
        CONSENT_SERVICE.says(200, "{\"inForce\":true}");
        VENDOR.behave();
        VENDOR.pushTo(service().uri("/wecom/" + TwinOfWeCom.PATH));
    }

    Answer channel(People people, String token) {
        return get("/contacts/" + people.request(1) + "/channel", token);
    }

    String state(People people, String token) {
        return channel(people, token).json().path("session").path("state").asString("");
    }

    void awaitState(People people, String state) {
        Eventually.value(() -> state(people, people.patientToken), state::equals);
    }

    String qr(People people) {
        return channel(people, people.patientToken)
                .json()
                .path("session")
                .path("qr")
                .asString("");
    }

    /** Up to the QR code; returns its address. */
    String untilOffered(People people) {
        people.untilGranted();
        awaitState(people, "OFFERED");
        return qr(people);
    }

    /** Posts a callback that nothing happened for. */
    Answer hear(String xml) {
        TwinOfWeCom.Sealed sealed = TwinOfWeCom.Sealed.of(xml);
        return call(TwinOfWeCom.PATH + sealed.query(), sealed.body());
    }

    Answer call(String path, String body) {
        return service().call("", "POST", "/wecom/" + path, body, Map.of("Content-Type", "text/xml"));
    }

    Answer end(People people) {
        return post("/contacts/" + people.request(1) + "/end", people.patientToken, "{}");
    }

    Answer reconcile() {
        return post("/channels/reconcile", token("supervisor", "V1", null), "{}");
    }

    Answer confirm(People people, String token, boolean patient) {
        return post("/contacts/" + people.request(1) + "/session/confirmation", token, "{\"patient\":" + patient + "}");
    }
}
