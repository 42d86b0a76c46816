package org.carecontact.kernel.web;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.http.server.PathContainer;
import org.springframework.web.util.pattern.PathPattern;
import org.springframework.web.util.pattern.PathPatternParser;

/** Adds the notice of what to do in an emergency to refusals of calls that take a patient's words. */
public final class Notices {

    /** Statuses that say nothing about who may call or whether the path exists. */
    private static final Set<Integer> REFUSALS = Set.of(400, 408, 409, 413, 415, 422, 429, 500, 503);

    private record Notice(PathPattern path, Map<String, String> emergency) {}

    private final List<Notice> notices = new ArrayList<>();

    public Notices(List<WordsOfPatients> words) {
        for (WordsOfPatients one : words) {
            Map<String, String> emergency = new LinkedHashMap<>();
            emergency.put("zh", one.zh());
            emergency.put("en", one.en());
            for (String pattern : one.patterns()) {
                notices.add(new Notice(PathPatternParser.defaultInstance.parse(pattern), emergency));
            }
        }
    }

    /** Adds the member {@code emergency} unless the problem has one of its own. */
    public void addTo(ProblemDetail body, @Nullable String path) {
        if (path == null || !REFUSALS.contains(body.getStatus())) {
            return;
        }
        Map<String, Object> members = body.getProperties();
        if (members != null && members.containsKey("emergency")) {
            return;
        }
        PathContainer parsed = parsed(path);
        for (Notice notice : notices) {
            if (notice.path().matches(parsed)) {
                body.setProperty("emergency", notice.emergency());
                return;
            }
        }
    }

    /** What can't be decoded is a path of nobody's. */
    private static PathContainer parsed(String path) {
        try {
            return PathContainer.parsePath(path);
        } catch (IllegalArgumentException e) {
            return PathContainer.parsePath("");
        }
    }
}
