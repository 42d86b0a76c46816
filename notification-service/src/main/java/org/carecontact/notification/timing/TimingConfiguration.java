package org.carecontact.notification.timing;

import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TimingConfiguration {

    @Bean
    Calendars calendars(MeterRegistry meters) {
        return new Calendars(Calendars.read(), meters);
    }
}
