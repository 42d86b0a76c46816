package org.carecontact.gateway.intake;

import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Sets how long a sender may be kept waiting. */
@Configuration(proxyBeanMethods = false)
class IntakeConfiguration {

    /** Gives up soon when Mongo is slow: a sender that waits 30 s for the driver would send everything again. */
    @Bean
    MongoClientSettingsBuilderCustomizer quickToFail(@Value("${carecontact.mongo.answer-within}") Duration within) {
        int millis = Math.toIntExact(within.toMillis());
        return settings -> settings.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(millis / 2, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(millis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(millis, TimeUnit.MILLISECONDS)
                        .readTimeout(millis, TimeUnit.MILLISECONDS));
    }
}
