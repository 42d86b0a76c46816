package org.carecontact.consent.fhir;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.kernel.web.ProblemForm;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ProblemDetail;

/** Writes problems as OperationOutcomes (R4, 2.29): the type is the code of its details, the remedy its diagnostics. */
final class OperationOutcomes implements ProblemForm {

    private static final String PATHS = "/fhir";
    private static final String TRANSLATION = "http://hl7.org/fhir/StructureDefinition/translation";

    @Override
    public boolean covers(String path) {
        return path.equals(PATHS) || path.startsWith(PATHS + "/");
    }

    @Override
    public MediaType mediaType() {
        return MediaType.valueOf(FhirController.FHIR_JSON);
    }

    @Override
    public Object written(ProblemDetail problem) {
        Map<String, Object> members = Objects.requireNonNullElse(problem.getProperties(), Map.of());
        Map<?, ?> zh = members.get("zh") instanceof Map<?, ?> map ? map : Map.of();
        Object field = members.get("field");
        String uri = String.valueOf(problem.getType());
        return Element.of("resourceType", "OperationOutcome")
                .with(
                        "issue",
                        List.of(Element.of("severity", "error")
                                .with("code", code(problem.getStatus()))
                                .with(
                                        "details",
                                        Element.concept(Systems.PROBLEMS, uri.substring(uri.lastIndexOf('/') + 1))
                                                .with("text", problem.getTitle())
                                                .with("_text", translated(zh.get("title"))))
                                .with("diagnostics", joined(problem.getDetail(), members.get("remedy")))
                                .with("_diagnostics", translated(joined(zh.get("detail"), zh.get("remedy"))))
                                .with("expression", field == null ? List.of() : List.of("http." + field))));
    }

    /** The code of IssueType (R4, 4.4) that is nearest to a status. */
    private static String code(int status) {
        return switch (status) {
            case 400, 422, 431 -> "invalid";
            case 401 -> "login";
            case 403 -> "forbidden";
            case 404 -> "not-found";
            case 405, 406, 415, 501, 505 -> "not-supported";
            case 408, 503 -> "transient";
            case 409 -> "conflict";
            case 413 -> "too-long";
            case 429 -> "throttled";
            default -> "exception";
        };
    }

    private static @Nullable String joined(@Nullable Object one, @Nullable Object other) {
        String both = Stream.of(one, other)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(" "));
        return both.isEmpty() ? null : both;
    }

    private static @Nullable Element translated(@Nullable Object zh) {
        return zh == null
                ? null
                : Element.of(
                        "extension",
                        List.of(Element.of("url", TRANSLATION)
                                .with(
                                        "extension",
                                        List.of(
                                                Element.of("url", "lang").with("valueCode", "zh"),
                                                Element.of("url", "content").with("valueString", zh)))));
    }
}
