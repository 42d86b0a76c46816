package org.carecontact.oversight;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;

class OversightServiceTest extends RunningOversight {

    @Test
    void its_own_settings_hold_against_the_defaults_of_all_services() {
        Environment settings = SERVICE.bean(Environment.class);

        assertThat(settings.getProperty("spring.kafka.listener.ack-mode")).isEqualTo("batch");
        assertThat(settings.getProperty("spring.kafka.consumer.max-poll-records"))
                .isEqualTo("5000");
    }

    @Test
    void it_is_ready_and_shows_its_blocks_entries_and_lag() {
        SERVICE.health("readiness").is(200);
        assertThat(SERVICE.metrics())
                .contains("carecontact_ledger_blocks_total", "carecontact_ledger_entries_total")
                .contains("carecontact_ledger_lag");
        assertThat(SERVICE.get("", "/v3/api-docs").json().get("paths").propertyNames())
                .contains("/cases/{request}", "/figures", "/ledger/verification", "/ledger/heads");
    }
}
