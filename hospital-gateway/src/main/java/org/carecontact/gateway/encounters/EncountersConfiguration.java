package org.carecontact.gateway.encounters;

import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Builds the store of visits. */
@Configuration(proxyBeanMethods = false)
class EncountersConfiguration {

    @Bean
    Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters(Kernel kernel) {
        return kernel.documents(new EncounterAggregate());
    }
}
