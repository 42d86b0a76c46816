package org.carecontact.testsupport;

import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.core.ResolvableType;
import tools.jackson.databind.json.JsonMapper;

/**
 * A service on the shared {@link Installation}, spoken to over HTTP as its callers do; what it says and hears on Kafka
 * goes through {@link Topic}.
 *
 * <pre>{@code
 * static final RunningService SERVICE = RunningService.of(ConsentServiceApplication.class, "consent-service")
 *         .topics(3, Topics.CONSENTS, Topics.DECISIONS)
 *         .with("carecontact.clear-after", "1h")
 *         .start(); // once a JVM: keep it in a static field, it closes with the JVM
 *
 * SERVICE.post(SERVICE.patient("tongren", "P1"), "/consents/" + id + "/code", Map.of("viewing", "1")).is(200);
 * SERVICE.get(SERVICE.doctor("tongren", "D1"), "/consents/" + id).isProblem(404, "not-found");
 * }</pre>
 *
 * A test that needs Spring's own injection keeps {@code @SpringBootTest} and uses {@link #in}.
 */
public final class RunningService implements AutoCloseable {

    /** A call that takes longer has hung. */
    private static final Duration CALL = Duration.ofSeconds(60);

    private static final JsonMapper JSON = JsonMapper.shared();

    private final ApplicationContext context;
    private final String name;

    private RunningService(ApplicationContext context, String name) {
        this.context = context;
        this.name = name;
    }

    /** A service that is still to be started. */
    public static Builder of(Class<?> application, String name) {
        return new Builder(application, name);
    }

    /** A service that Spring's test support started. */
    public static RunningService in(ApplicationContext context, String name) {
        return new RunningService(context, name);
    }

    // ---- who calls: tokens of the issuer that the service trusts, for this service

    public String patient(String hospital, String patient) {
        return token("patient", hospital, patient).patient(patient).build();
    }

    /** A family member who speaks for a patient. */
    public String family(String hospital, String person, String patient, String relation) {
        return token("family", hospital, person)
                .patient(patient)
                .claim("relation", relation)
                .build();
    }

    public String doctor(String hospital, String doctor) {
        return token("doctor", hospital, doctor).build();
    }

    public String staff(String hospital, String person) {
        return token("staff", hospital, person).build();
    }

    public String supervisor(String hospital, String person) {
        return token("supervisor", hospital, person).build();
    }

    /** A token for this service with claims to change. */
    public TestTokens.Builder token(String role, String hospital, String person) {
        return TestTokens.shared()
                .token()
                .audience(name)
                .role(role)
                .hospital(hospital)
                .person(person);
    }

    // ---- calls

    public Answer get(String token, String path) {
        return call(token, "GET", path, null);
    }

    /** Under an idempotency key of its own. */
    public Answer post(String token, String path, @Nullable Object body) {
        return call(token, "POST", path, body);
    }

    /** Under an idempotency key of its own. */
    public Answer put(String token, String path, @Nullable Object body) {
        return call(token, "PUT", path, body);
    }

    /**
     * One call under an idempotency key of its own.
     *
     * @param token empty to call without one
     * @param body text is sent as it is, anything else as JSON; null sends none
     */
    public Answer call(String token, String method, String path, @Nullable Object body) {
        return call(
                token,
                method,
                path,
                body,
                Map.of("Idempotency-Key", UUID.randomUUID().toString()));
    }

    /** One call with these headers; the content type is JSON unless they name another. */
    public Answer call(String token, String method, String path, @Nullable Object body, Map<String, String> headers) {
        HttpRequest.Builder request = request(path);
        if (!token.isEmpty()) {
            request.header("Authorization", "Bearer " + token);
        }
        if (body != null && headers.keySet().stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            request.header("Content-Type", "application/json");
        }
        headers.forEach(request::header);
        return send(request.method(
                method,
                body == null
                        ? HttpRequest.BodyPublishers.noBody()
                        : HttpRequest.BodyPublishers.ofString(
                                body instanceof String text ? text : JSON.writeValueAsString(body))));
    }

    /** Starts a request that {@link #call} cannot make. */
    public HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(uri(path)).timeout(CALL);
    }

    public Answer send(HttpRequest.Builder request) {
        return Answer.to(request);
    }

    public URI uri(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public int port() {
        return port("local.server.port");
    }

    /** Returns the port of health and metrics: the service's own port, unless it has one for them. */
    public int managementPort() {
        return port(
                context.getEnvironment().containsProperty("local.management.port")
                        ? "local.management.port"
                        : "local.server.port");
    }

    private int port(String property) {
        return Integer.parseInt(context.getEnvironment().getRequiredProperty(property));
    }

    /** A group of the service's health, as {@code readiness}, on the port that has it. */
    public Answer health(String group) {
        return management("/actuator/health/" + group);
    }

    /** All metrics, as Prometheus reads them. */
    public String metrics() {
        return management("/actuator/prometheus").is(200).body();
    }

    private Answer management(String path) {
        return send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort() + path))
                .timeout(CALL));
    }

    // ---- its inside, for what cannot be seen from without

    public String name() {
        return name;
    }

    public <T> T bean(Class<T> type) {
        return context.getBean(type);
    }

    /** The bean of a generic type, as {@code bean(Documents.class, Command.class, State.class, …)}. */
    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    public <T> T bean(Class<?> type, Class<?>... arguments) {
        return (T) context.getBeanProvider(ResolvableType.forClassWithGenerics(type, arguments))
                .getObject();
    }

    /** Ends the service; the installation goes on. */
    @Override
    public void close() {
        if (context instanceof ConfigurableApplicationContext running) {
            running.close();
        }
    }

    /** How a service is started, once or several times on the same database. */
    public static final class Builder {

        private final Class<?> application;
        private final String name;
        private final Map<String, Supplier<Object>> properties = new LinkedHashMap<>();

        private Builder(Class<?> application, String name) {
            this.application = application;
            this.name = name;
            properties.putAll(Installation.shared().properties(name));
            properties.put("server.port", () -> 0);
        }

        /** Creates the topics that are missing. */
        public Builder topics(int partitions, String... topics) {
            Installation.shared().createTopics(partitions, topics);
            return this;
        }

        /** Overrides a property. */
        public Builder with(String property, Object value) {
            properties.put(property, () -> value);
            return this;
        }

        /** What a property of this installation or of the test is set to, as {@code spring.mongodb.uri}. */
        public String property(String property) {
            return String.valueOf(
                    Objects.requireNonNull(properties.get(property), property).get());
        }

        /** Starts it with these configurations of the test, which have doubles or beans that look inside. */
        public RunningService start(Class<?>... more) {
            return new RunningService(
                    new SpringApplicationBuilder(application).sources(more).run(arguments()), name);
        }

        /** Starts it in a JVM of its own with these options, to be killed; what it logs goes to our error output. */
        public ChildJvm startApart(String... options) {
            return ChildJvm.start(
                    List.of(options),
                    ServiceApart.class,
                    Stream.concat(Stream.of(application.getName()), Stream.of(arguments()))
                            .toArray(String[]::new));
        }

        private String[] arguments() {
            Installation.shared().registerSchemas();
            return properties.keySet().stream()
                    .map(property -> "--" + property + "=" + property(property))
                    .toArray(String[]::new);
        }
    }
}
