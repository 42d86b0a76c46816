package org.carecontact.gateway;

import java.util.Base64;
import java.util.concurrent.TimeUnit;
import org.carecontact.gateway.domain.Encounter;
import org.carecontact.gateway.domain.EncounterCommand;
import org.carecontact.gateway.domain.EncounterEvent;
import org.carecontact.gateway.domain.EncounterRejection;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.mongodb.autoconfigure.MongoClientSettingsBuilderCustomizer;
import org.springframework.context.annotation.Bean;

/** hospital-gateway: HL7 v2 over MLLP in, hospital events out. */
@SpringBootApplication
@EnableConfigurationProperties(GatewayProperties.class)
public class HospitalGatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(HospitalGatewayApplication.class, args);
    }

    @Bean
    Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters(Kernel kernel) {
        return kernel.documents(new Encounters());
    }

    @Bean
    Prints prints(@Value("${carecontact.ids.key}") String key) {
        return new Prints(Base64.getDecoder().decode(key));
    }

    /** An ACK that comes too late makes senders flood: better a quick AE than the driver's 30 s. */
    @Bean
    MongoClientSettingsBuilderCustomizer quickToFail(GatewayProperties properties) {
        int millis = Math.toIntExact(properties.mongo().answerWithin().toMillis());
        return settings -> settings.applyToClusterSettings(
                        cluster -> cluster.serverSelectionTimeout(millis / 2, TimeUnit.MILLISECONDS))
                .applyToConnectionPoolSettings(pool -> pool.maxWaitTime(millis, TimeUnit.MILLISECONDS))
                .applyToSocketSettings(socket -> socket.connectTimeout(millis, TimeUnit.MILLISECONDS)
                        .readTimeout(millis, TimeUnit.MILLISECONDS));
    }
}
