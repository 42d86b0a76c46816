package org.carecontact.request.contacts;

import java.time.Duration;
import org.carecontact.kernel.web.HttpCalls;
import org.carecontact.request.pairs.domain.PairCommand;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.client.HttpComponentsClientHttpRequestFactory;
import org.springframework.stereotype.Component;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestClientException;

/** Asks consent-service over HTTP; anything but a plain answer counts as unknown. */
@Component
final class ConsentService implements ConsentInForce, DoctorTerms {

    private static final Logger log = LoggerFactory.getLogger(ConsentService.class);
    private static final Duration PATIENCE = Duration.ofSeconds(2);

    record InForce(@Nullable Boolean inForce) {}

    private final RestClient http;

    public ConsentService(@Value("${carecontact.consent-service.url}") String url) {
        http = RestClient.builder()
                .baseUrl(url)
                .requestFactory(new HttpComponentsClientHttpRequestFactory(HttpCalls.client(PATIENCE, PATIENCE)))
                .build();
    }

    @Override
    public Answer ask(RequestId request, String token) {
        return ask(token, "/consents/{request}/in-force", request);
    }

    @Override
    public PairCommand.Terms of(String token) {
        return switch (ask(token, "/terms/in-force")) {
            case YES -> PairCommand.Terms.SIGNED;
            case NO -> PairCommand.Terms.NOT_SIGNED;
            case UNKNOWN -> PairCommand.Terms.UNKNOWN;
        };
    }

    private Answer ask(String token, String path, Object... variables) {
        try {
            InForce said = http.get()
                    .uri(path, variables)
                    .headers(headers -> headers.setBearerAuth(token))
                    .retrieve()
                    .body(InForce.class);
            if (said == null || said.inForce() == null) {
                return Answer.UNKNOWN;
            }
            return said.inForce() ? Answer.YES : Answer.NO;
        } catch (HttpClientErrorException.NotFound e) {
            return Answer.NO;
        } catch (RestClientException e) {
            log.atWarn()
                    .addKeyValue("asked", path)
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("consent-service gave no answer, which counts as no");
            return Answer.UNKNOWN;
        }
    }
}
