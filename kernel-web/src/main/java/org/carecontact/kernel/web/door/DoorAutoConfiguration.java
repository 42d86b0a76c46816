package org.carecontact.kernel.web.door;

import jakarta.servlet.DispatcherType;
import org.carecontact.kernel.web.ProblemAnswers;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jackson.autoconfigure.JsonMapperBuilderCustomizer;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.boot.webmvc.autoconfigure.error.ErrorMvcAutoConfiguration;
import org.springframework.boot.webmvc.error.ErrorController;
import org.springframework.context.annotation.Bean;
import org.springframework.http.MediaType;
import org.springframework.http.converter.HttpMessageConverter;
import org.springframework.http.converter.HttpMessageConverters;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.MapperFeature;
import tools.jackson.databind.cfg.CoercionAction;
import tools.jackson.databind.cfg.CoercionInputShape;
import tools.jackson.databind.cfg.EnumFeature;
import tools.jackson.databind.module.SimpleModule;
import tools.jackson.databind.type.LogicalType;

/** Puts the door before every service, and has JSON read strictly. */
@AutoConfiguration(before = ErrorMvcAutoConfiguration.class)
@EnableConfigurationProperties(BodyProperties.class)
public class DoorAutoConfiguration {

    @Bean
    DoorCustomizer doorCustomizer(ProblemAnswers problems) {
        return new DoorCustomizer(problems);
    }

    /** After Spring Security's filter, whose order is -100: an unknown caller's body is not read. */
    @Bean
    FilterRegistrationBean<Bodies> bodies(
            BodyProperties properties, ProblemAnswers problems, ObjectProvider<OtherBodies> others) {
        FilterRegistrationBean<Bodies> filter = new FilterRegistrationBean<>(
                new Bodies(properties, problems, others.stream().toList()));
        filter.setOrder(0);
        filter.setDispatcherTypes(DispatcherType.REQUEST, DispatcherType.ASYNC);
        filter.setAsyncSupported(true);
        return filter;
    }

    /** Replaces Boot's controller, which would answer under /error in its own format. */
    @Bean
    ErrorController noErrorPages() {
        return new ErrorController() {};
    }

    @Bean
    JsonMapperBuilderCustomizer strictJson() {
        return builder -> {
            builder.addModule(new SimpleModule("line-ends").addDeserializer(String.class, new LineEnds()));
            builder.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                    .enable(EnumFeature.FAIL_ON_NUMBERS_FOR_ENUMS)
                    .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                    .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
            for (CoercionInputShape shape : new CoercionInputShape[] {
                CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean
            }) {
                builder.withCoercionConfig(
                        LogicalType.Textual, config -> config.setCoercion(shape, CoercionAction.Fail));
            }
        };
    }

    @Bean
    WebMvcConfigurer onlyJson() {
        return new WebMvcConfigurer() {
            @Override
            public void configureMessageConverters(HttpMessageConverters.ServerBuilder builder) {
                builder.configureMessageConvertersList(
                        converters -> converters.removeIf(DoorAutoConfiguration::isOfAnotherFormat));
            }
        };
    }

    private static boolean isOfAnotherFormat(HttpMessageConverter<?> converter) {
        return converter.getSupportedMediaTypes().stream()
                .map(MediaType::getSubtype)
                .anyMatch(subtype -> subtype.contains("yaml") || subtype.contains("cbor") || subtype.contains("xml"));
    }
}
