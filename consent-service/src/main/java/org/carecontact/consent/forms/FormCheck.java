package org.carecontact.consent.forms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.carecontact.consent.forms.FormBody.SectionBody;
import org.carecontact.consent.forms.domain.FormCommand.DraftForm;
import org.carecontact.consent.forms.domain.FormDecider;
import org.carecontact.consent.forms.domain.FormEvent;
import org.carecontact.consent.forms.domain.FormRejection;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.kernel.yaml.StrictYaml;
import org.carecontact.kernel.yaml.YamlEntry;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ProblemDetail;
import org.springframework.web.ErrorResponseException;
import org.yaml.snakeyaml.nodes.Node;

/** Checks a form in a file by the rules that a draft has to meet, without a service. */
public final class FormCheck {

    /**
     * A form that can be drafted.
     *
     * @param sha256 as drafts and consents name the wording
     */
    public record Checked(String kind, String language, String sha256) {}

    /** A form that can't be; the message has file, line, column and what would be right. */
    public static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private static final class FormEntry extends YamlEntry<FormEntry, Refused> {

        FormEntry(String file, Node node) {
            super(file, node);
        }

        @Override
        protected FormEntry entry(Node other) {
            return new FormEntry(file(), other);
        }

        @Override
        protected Refused refusal(String message) {
            return new Refused(message);
        }
    }

    private FormCheck() {}

    /**
     * Reads what would be sent as a draft. JSON is read as the YAML that it is, which knows its places.
     *
     * @param file the name that messages give it
     * @throws Refused at the first mistake
     */
    public static Checked of(String file, String json) {
        FormEntry root = new FormEntry(file, StrictYaml.compose(file, json, "a form is JSON", Refused::new));
        Map<String, FormEntry> fields =
                root.fields("kind", "language", "title", "sections", "validDays", "changesMeaning");
        @Nullable FormEntry days = fields.get("validDays");
        @Nullable FormEntry meaning = fields.get("changesMeaning");
        FormBody body = new FormBody(
                root.need(fields, "kind").text(),
                root.need(fields, "language").text(),
                root.need(fields, "title").text(),
                sections(root.need(fields, "sections")),
                days == null ? null : days.number(1, Integer.MAX_VALUE),
                meaning == null ? null : meaning.flag());
        DraftForm draft;
        try {
            draft = body.draft("", Instant.EPOCH);
        } catch (ErrorResponseException e) {
            throw refused(root, fields, e.getBody());
        }
        FormDecider decider = new FormDecider();
        Decision<FormEvent, FormRejection> decision = decider.decide(decider.initial(), draft);
        if (decision instanceof Decision.Rejected<FormEvent, FormRejection>(var reason)) {
            throw refused(root, fields, FormProblems.of(reason).body());
        }
        return new Checked(draft.kind().name(), draft.language(), draft.sha256());
    }

    private static List<@Nullable SectionBody> sections(FormEntry list) {
        List<@Nullable SectionBody> sections = new ArrayList<>();
        for (FormEntry one : list.list()) {
            Map<String, FormEntry> fields = one.fields("id", "text");
            sections.add(new SectionBody(
                    one.need(fields, "id").text(), one.need(fields, "text").text()));
        }
        return sections;
    }

    private static Refused refused(FormEntry root, Map<String, FormEntry> fields, ProblemDetail problem) {
        Map<String, Object> more = Objects.requireNonNullElse(problem.getProperties(), Map.of());
        FormEntry place = fields.getOrDefault(String.valueOf(more.get("field")), root);
        return place.refused(problem.getTitle() + "; " + more.getOrDefault("remedy", ""));
    }
}
