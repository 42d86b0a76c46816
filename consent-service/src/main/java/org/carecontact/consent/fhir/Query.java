package org.carecontact.consent.fhir;

import jakarta.servlet.http.HttpServletRequest;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.carecontact.kernel.web.Problem;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/**
 * The parameters of a search (R4, 3.1.1). One that is not known here is refused: to leave it out would find what the
 * caller did not ask for.
 *
 * @param base the address of the FHIR service, as the caller wrote it
 */
record Query(String base, String type, Map<String, List<String>> parameters) {

    private static final String FORMAT = "_format";
    private static final Set<String> JSON =
            Set.of("json", "application/json", "application/fhir+json", "application/fhir json", "text/json");

    /** Reads the parameters; throws a problem for one that is not among the known ones. */
    static Query of(HttpServletRequest request, String type, List<String> known) {
        checkFormat(request);
        Map<String, List<String>> parameters = new LinkedHashMap<>();
        request.getParameterMap().forEach((name, values) -> {
            if (known.contains(name)) {
                parameters.put(name, List.of(values));
            } else if (!name.equals(FORMAT)) {
                throw Problem.of("search-parameter-unknown")
                        .with("known", String.join(", ", known))
                        .field(name)
                        .exception();
            }
        });
        return new Query(base(request), type, parameters);
    }

    /** Throws a problem when the caller wants another format than JSON (R4, 3.1.0.1.11). */
    static void checkFormat(HttpServletRequest request) {
        String[] formats = request.getParameterValues(FORMAT);
        if (formats != null && !JSON.containsAll(List.of(formats))) {
            throw Problem.of("not-acceptable").field(FORMAT).exception();
        }
    }

    static String base(HttpServletRequest request) {
        return ServletUriComponentsBuilder.fromContextPath(request)
                .path("/fhir")
                .toUriString();
    }

    List<String> all(String name) {
        return parameters.getOrDefault(name, List.of());
    }

    /** Returns a parameter that may stand there once. */
    Optional<String> one(String name) {
        List<String> values = all(name);
        if (values.size() > 1) {
            throw bad(name, "1 x " + name);
        }
        return values.stream().findFirst();
    }

    /** Returns a parameter that must stand there once. */
    String needed(String name, String expected) {
        return one(name).orElseThrow(() -> bad(name, expected));
    }

    /**
     * Makes the problem of a value that can't be read.
     *
     * @param expected what would be right, in signs rather than words
     */
    static RuntimeException bad(String name, String expected) {
        return Problem.of("search-value-malformed")
                .with("expected", expected)
                .field(name)
                .exception();
    }

    /** Returns the address of this search. */
    String self() {
        String query = parameters.entrySet().stream()
                .flatMap(parameter -> parameter.getValue().stream()
                        .map(value -> parameter.getKey() + "=" + URLEncoder.encode(value, StandardCharsets.UTF_8)))
                .collect(Collectors.joining("&"));
        return base + "/" + type + (query.isEmpty() ? "" : "?" + query);
    }

    /** Returns the same search with another value of a parameter. */
    Query with(String name, String value) {
        Map<String, List<String>> changed = new LinkedHashMap<>(parameters);
        changed.put(name, List.of(value));
        return new Query(base, type, changed);
    }
}
