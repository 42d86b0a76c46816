package org.carecontact.notification.providers.domain;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.notification.providers.domain.ProviderCommand.NoteOurFault;
import org.carecontact.notification.providers.domain.ProviderCommand.Reopen;
import org.carecontact.notification.providers.domain.ProviderEvent.ProviderReopened;
import org.carecontact.notification.providers.domain.ProviderEvent.ProviderStopped;
import org.carecontact.notification.providers.domain.ProviderRejection.AlreadyStopped;
import org.carecontact.notification.providers.domain.ProviderRejection.NotStopped;
import org.carecontact.notification.providers.domain.ProviderState.Open;
import org.carecontact.notification.providers.domain.ProviderState.Stopped;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ProviderDeciderTest {

    private static final Instant NOW = Instant.parse("2026-11-23T08:00:00Z");
    private static final Stopped STOPPED = new Stopped("AuthFailure", NOW);

    private final ProviderDecider decider = new ProviderDecider();

    @Test
    void a_fault_of_ours_stops_it_until_a_person_opens_it() {
        assertThat(decider.initial()).isEqualTo(new Open());
        assertThat(decider.decide(new Open(), new NoteOurFault("AuthFailure", NOW)))
                .isEqualTo(new Decision.Accepted<>(List.of(new ProviderStopped("AuthFailure", NOW))));
        assertThat(decider.evolve(new Open(), new ProviderStopped("AuthFailure", NOW)))
                .isEqualTo(STOPPED);
        assertThat(decider.decide(STOPPED, new Reopen()))
                .isEqualTo(new Decision.Accepted<>(List.of(new ProviderReopened())));
        assertThat(decider.evolve(STOPPED, new ProviderReopened())).isEqualTo(new Open());
    }

    @Test
    void twice_the_same_changes_nothing() {
        assertThat(decider.decide(STOPPED, new NoteOurFault("other", NOW.plusSeconds(1))))
                .isEqualTo(new Decision.Rejected<>(new AlreadyStopped()));
        assertThat(decider.decide(new Open(), new Reopen())).isEqualTo(new Decision.Rejected<>(new NotStopped()));
    }

    @ParameterizedTest
    @CsvSource({
        "isv.SMS_SIGN_ILLEGAL, PROVIDER",
        "isv.SMS_TEMPLATE_ILLEGAL, KIND",
        "isv.SMS_CONTENT_ILLEGAL, KIND",
        "isv.BLACK_KEY_CONTROL_LIMIT, KIND",
        "isv.OUT_OF_SERVICE, PROVIDER",
        "SignatureDoesNotMatch, PROVIDER",
        "isp.RAM_PERMISSION_DENY, PROVIDER",
        "AuthFailure.SignatureFailure, PROVIDER",
        "FailedOperation.TemplateUnapprovedOrNotExist, KIND",
        "FailedOperation.SignatureIncorrectOrUnapproved, PROVIDER",
        "FailedOperation.ContainSensitiveWord, KIND",
        "InvalidParameterValue.TemplateParameterLengthLimit, KIND",
        "InvalidParameterValue.ProhibitedUseUrlInTemplateParameter, KIND",
        "UnauthorizedOperation.RequestIpNotInWhitelist, PROVIDER",
        "40037, KIND",
        "47003, KIND",
        "40013, PROVIDER",
        "48001, PROVIDER",
        "60020, PROVIDER",
        "provider-answered-400, KIND",
        "provider-answered-401, PROVIDER"
    })
    void a_fault_of_a_text_stops_messages_of_its_kind_only(String code, Reach reach) {
        assertThat(Reach.of(code)).isEqualTo(reach);
    }
}
