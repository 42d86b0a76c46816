package org.carecontact.request;

import java.util.Map;
import java.util.Objects;
import java.util.function.Predicate;
import org.carecontact.request.channels.WeComInMemory;
import org.carecontact.request.channels.WeComOfTests;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.springframework.context.annotation.Import;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The service with a hospital whose contacts go over WeCom. */
@Import(WeComOfTests.class)
abstract class RunningChannels extends RunningRequests {

    static final WeComInMemory VENDOR = WeComOfTests.VENDOR;

    @DynamicPropertySource
    static void channels(DynamicPropertyRegistry properties) {
        WeComOfTests.settings(properties, HOSPITAL, true);
        properties.add("carecontact.rates.factor", () -> 10_000);
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

    /** Up to the QR code; returns its address. */
    String untilOffered(People people) {
        people.untilGranted();
        awaitState(people, "OFFERED");
        return channel(people, people.patientToken)
                .json()
                .path("session")
                .path("qr")
                .asString();
    }

    Answer hear(String xml) {
        WeComOfTests.Sealed sealed = WeComOfTests.Sealed.of(xml);
        return service()
                .call(
                        "",
                        "POST",
                        "/wecom/" + WeComOfTests.PATH + sealed.query(),
                        sealed.body(),
                        Map.of("Content-Type", "text/xml"));
    }

    Answer end(People people) {
        return post("/contacts/" + people.request(1) + "/end", people.patientToken, "{}");
    }

    Answer reconcile() {
        return post("/channels/reconcile", token("supervisor", "V1", null), "{}");
    }

    /** Whether the vendor has a contact of this doctor that fits. */
    boolean has(People people, Predicate<WeComInMemory.Contact> which) {
        return VENDOR.contacts().stream()
                .anyMatch(contact -> Objects.equals(contact.user(), people.doctor) && which.test(contact));
    }
}
