package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactGranted;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.events.DoctorAsked;
import org.carecontact.events.PolicyOutcome;
import org.carecontact.events.RequestDeclined;
import org.carecontact.events.RequestExpired;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.env.Environment;

class ExpiryTest extends RunningRequests {

    @Autowired
    Environment environment;

    @Test
    void r11_no_waiting_state_outlives_a_service_that_starts_two_months_later() {
        People submitted = new People();
        People prechecked = new People();
        People deferred = new People();
        People held = new People();
        People asked = new People();
        People inContact = new People();
        People declined = new People();
        submitted.submit();
        prechecked.submit();
        prechecked.prechecked(1, PolicyOutcome.PERMIT);
        deferred.submit();
        deferred.decided(1, PolicyOutcome.DEFER, said -> said.setWaitsFor("SCHEDULE"));
        held.submit();
        held.decided(
                1,
                PolicyOutcome.PERMIT,
                said -> said.setEarliestDelivery(Instant.now().plusSeconds(3600)));
        asked.untilTheDoctorIsAsked();
        inContact.untilGranted();
        declined.untilTheDoctorIsAsked();
        declined.answer("{\"answer\":\"REFUSE\"}");
        prechecked.awaitState("AWAITING_CONSENT");
        deferred.awaitState("AWAITING_CONSENT");
        held.awaitState("AWAITING_DELIVERY");

        try (ConfigurableApplicationContext later = new SpringApplicationBuilder(RequestServiceApplication.class)
                .run(
                        "--server.port=0",
                        "--spring.kafka.listener.auto-startup=false",
                        "--carecontact.clock.offset=P60D",
                        "--carecontact.landing.check=0s",
                        same("spring.mongodb.uri"),
                        same("spring.kafka.bootstrap-servers"),
                        same("carecontact.registry.url"),
                        same("carecontact.ids.key"),
                        same("carecontact.sealing.key"),
                        same("spring.security.oauth2.resourceserver.jwt.issuer-uri"),
                        same("spring.security.oauth2.resourceserver.jwt.jwk-set-uri"))) {
            submitted.awaitState("EXPIRED");
            prechecked.awaitState("EXPIRED");
            deferred.awaitState("EXPIRED");
            held.awaitState("AWAITING_DOCTOR");
            asked.awaitState("EXPIRED");
            inContact.awaitState("ENDED");
            submitted.awaitPublished(ContactRequestSubmitted.class, RequestExpired.class);
            prechecked.awaitPublished(ContactRequestSubmitted.class, RequestExpired.class);
            deferred.awaitPublished(ContactRequestSubmitted.class, RequestExpired.class);
            held.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class);
            asked.awaitPublished(ContactRequestSubmitted.class, DoctorAsked.class, RequestExpired.class);
            inContact.awaitPublished(
                    ContactRequestSubmitted.class, DoctorAsked.class, ContactGranted.class, ContactEnded.class);

            assertThat(declined.submit().problem()).isEqualTo("cooling-down");
            context = later;
            assertThat(declined.submit().text("request")).isEqualTo(declined.request(2));
        }

        declined.awaitPublished(
                ContactRequestSubmitted.class, DoctorAsked.class, RequestDeclined.class, ContactRequestSubmitted.class);
        assertThat(((RequestExpired) submitted.published().getLast())
                        .getRequest()
                        .getReason())
                .isEqualTo("no-decision-in-time");
        assertThat(((RequestExpired) prechecked.published().getLast())
                        .getRequest()
                        .getReason())
                .isEqualTo("no-consent-in-time");
        assertThat(((RequestExpired) deferred.published().getLast())
                        .getRequest()
                        .getReason())
                .isEqualTo("deferred-too-long");
        RequestExpired unanswered = (RequestExpired) asked.published().getLast();
        assertThat(unanswered.getRequest().getReason()).isEqualTo("no-answer-in-time");
        assertThat(unanswered.getRequest().getAlternatives()).isNotEmpty();
        assertThat(((ContactEnded) inContact.published().getLast())
                        .getRequest()
                        .getContact()
                        .getEndedBy())
                .isEqualTo("EXPIRY");
    }

    private String same(String property) {
        return "--" + property + "=" + environment.getRequiredProperty(property);
    }
}
