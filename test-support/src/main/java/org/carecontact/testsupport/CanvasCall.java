package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/**
 * One call of a service, described by the OpenAPI document; its roles are found by trying each of them.
 *
 * @param roles those that are not refused as {@code wrong-role}; they may still be told that there is no such thing
 * @param open whether it needs no token
 */
record CanvasCall(String method, String path, String summary, List<String> success, List<String> roles, boolean open) {

    private static final String HOSPITAL = "tongren";
    private static final List<String> ROLES =
            List.of("patient", "family", "doctor", "staff", "supervisor", "system", "operator");

    /** Well-formed ids of nothing that exists. */
    private static final Map<String, String> IDS =
            Map.of("request", "canvascanvascanvascanvasca-1", "version", "1", "form", "default-consent");

    /** Returns all calls, by path and method. */
    static List<CanvasCall> of(RunningService service) {
        JsonNode api = service.get(service.staff(HOSPITAL, "S-canvas"), "/v3/api-docs")
                .is(200)
                .json();
        Map<String, String> tokens = new LinkedHashMap<>();
        ROLES.forEach(role -> tokens.put(role, token(service, role)));
        List<CanvasCall> calls = new ArrayList<>();
        api.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .properties()
                        .forEach(method -> calls.add(of(
                                service,
                                tokens,
                                method.getKey().toUpperCase(Locale.ROOT),
                                path.getKey(),
                                method.getValue()))));
        assertThat(calls)
                .as("each call has a summary (@Operation) and the status of a success (@ApiResponse)")
                .allSatisfy(
                        call -> assertThat(call.summary()).as(call.toString()).isNotBlank())
                .allSatisfy(
                        call -> assertThat(call.success()).as(call.toString()).isNotEmpty());
        calls.sort(Comparator.comparing(CanvasCall::path).thenComparing(CanvasCall::method));
        return calls;
    }

    private static CanvasCall of(
            RunningService service, Map<String, String> tokens, String method, String path, JsonNode described) {
        JsonNode security = described.path("security");
        return new CanvasCall(
                method,
                path,
                described.path("summary").asString(""),
                described.path("responses").propertyNames().stream()
                        .filter(status -> status.startsWith("2"))
                        .toList(),
                ROLES.stream()
                        .filter(role -> !service.call(
                                        Objects.requireNonNull(tokens.get(role)),
                                        method,
                                        filled(path),
                                        method.equals("GET") ? null : "{}")
                                .problem()
                                .equals("wrong-role"))
                        .toList(),
                security.isArray() && security.isEmpty());
    }

    private static String token(RunningService service, String role) {
        TestTokens.Builder token = service.token(role, HOSPITAL, role + "-canvas");
        return switch (role) {
            case "patient" -> token.patient("patient-canvas").build();
            case "family" ->
                token.patient("patient-canvas").claim("relation", "MOTHER").build();
            default -> token.build();
        };
    }

    private static String filled(String path) {
        return Stream.of(path.split("/", -1))
                .map(part ->
                        part.startsWith("{") ? IDS.getOrDefault(part.substring(1, part.length() - 1), "canvas") : part)
                .collect(Collectors.joining("/"));
    }

    /** Returns whether the kernel gives this call to each service. */
    boolean isOfEveryService() {
        return path.startsWith("/admin/");
    }

    String row() {
        return "| `%s %s` | %s | %s | %s |".formatted(method, path, summary, who(), String.join(", ", success));
    }

    private String who() {
        if (open) {
            return "anyone, without a token";
        }
        return roles.equals(ROLES) ? "any role" : String.join(", ", roles);
    }
}
