package org.carecontact.request.triage;

import java.util.List;
import org.carecontact.kernel.web.WordsOfPatients;
import org.carecontact.request.phrases.Wording;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class TriageConfiguration {

    /** Every refusal of these calls says what to do in an emergency. */
    @Bean
    WordsOfPatients wordsOfPatients(Triage triage) {
        Wording notice = triage.notices().ifUrgent();
        return new WordsOfPatients(List.of("/requests", "/triage", "/coach/**"), notice.zh(), notice.en());
    }
}
