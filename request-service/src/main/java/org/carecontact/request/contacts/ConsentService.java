package org.carecontact.request.contacts;

import java.time.Duration;
import org.carecontact.kernel.web.HttpCalls;
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
final class ConsentService implements ConsentInForce {

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
        try {
            InForce said = http.get()
                    .uri("/consents/{request}/in-force", request)
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
                    .addKeyValue("requestId", request)
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("consent-service gave no answer, no channel is shown");
            return Answer.UNKNOWN;
        }
    }
}
