package org.carecontact.kernel.web;

import java.util.List;
import org.carecontact.kernel.inbox.ParkedRecords;
import org.carecontact.kernel.keys.InstallationKeys;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;
import org.springframework.format.FormatterRegistry;
import org.springframework.web.method.support.HandlerMethodArgumentResolver;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.databind.ObjectMapper;

/** Configures arguments, problems and limits of every service's controllers. */
@AutoConfiguration
@EnableConfigurationProperties(RateProperties.class)
@Import(ProblemAdvice.class)
public class WebAutoConfiguration {

    @Bean
    Notices notices(ObjectProvider<WordsOfPatients> words) {
        return new Notices(words.orderedStream().toList());
    }

    @Bean
    ProblemForms problemForms(ObjectProvider<ProblemForm> forms) {
        return new ProblemForms(forms.orderedStream().toList());
    }

    @Bean
    ProblemAnswers problemAnswers(ObjectMapper json, Notices notices, ProblemForms forms) {
        return new ProblemAnswers(json, notices, forms);
    }

    @Bean
    SecurityLog securityLog(InstallationKeys keys) {
        return new SecurityLog(keys.derived("security-log"), System::nanoTime);
    }

    @Bean
    Limits limits(RateProperties rates) {
        return new Limits(rates, System::nanoTime);
    }

    @Bean
    WebMvcConfigurer argumentsOfControllers(ObjectMapper json, Limits limits) {
        return new WebMvcConfigurer() {
            @Override
            public void addArgumentResolvers(List<HandlerMethodArgumentResolver> resolvers) {
                resolvers.add(new CallerArguments(json, limits));
            }

            @Override
            public void addFormatters(FormatterRegistry registry) {
                WebIds.register(registry);
            }
        };
    }

    @Bean
    @ConditionalOnBean(ParkedRecords.class)
    ParkedController parkedController(ParkedRecords parked) {
        return new ParkedController(parked);
    }
}
