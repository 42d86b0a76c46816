package org.carecontact.consent;

import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Stream;
import org.carecontact.consent.domain.DocumentKind;
import org.carecontact.consent.domain.Form;
import org.carecontact.consent.domain.FormCommand;
import org.carecontact.consent.domain.FormCommand.ActivateForm;
import org.carecontact.consent.domain.FormCommand.DraftForm;
import org.carecontact.consent.domain.FormDecider;
import org.carecontact.consent.domain.FormEvent;
import org.carecontact.consent.domain.FormRejection;
import org.carecontact.consent.domain.FormVersion;
import org.carecontact.consent.domain.Section;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** A hospital's own forms, for its staff. */
@RestController
@RequestMapping("/forms")
final class FormsController {

    private static final int LONGEST_VALIDITY = 3650;
    private static final int LONGEST_TITLE = 200;

    record SectionWanted(@Nullable String id, @Nullable String text) {}

    record FormWanted(
            @Nullable String kind,
            @Nullable String language,
            @Nullable String title,
            @Nullable List<@Nullable SectionWanted> sections,
            @Nullable Integer validDays) {}

    record Drafted(String form, int version, String sha256) {}

    record Activated(String form, int version, String state) {}

    record VersionView(
            String form,
            DocumentKind kind,
            int version,
            String language,
            String title,
            String state,
            int validDays,
            String sha256,
            Instant draftedAt,
            @Nullable Instant activatedAt,
            @Nullable Instant retiredAt,
            @Nullable List<Section> sections) {}

    private final Documents<FormCommand, Form, FormEvent, FormRejection> forms;
    private final Clock clock;

    FormsController(Kernel kernel, Documents<FormCommand, Form, FormEvent, FormRejection> forms) {
        this.forms = forms;
        this.clock = kernel.clock();
    }

    /** A new version, which nobody is shown before it is activated. */
    @RequestBody(content = @Content(schema = @Schema(implementation = FormWanted.class)))
    @PostMapping
    ResponseEntity<String> draft(HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.STAFF);
        DraftForm draft = draft(command.body(FormWanted.class), clock.instant());
        Function<Form, String> answer = form -> {
            FormVersion newest = form.versions().getLast();
            return command.render(new Drafted(Forms.name(draft.kind()), newest.version(), newest.sha256()));
        };
        return command.respond(
                forms.handle(
                        caller.hospital(), Forms.id(caller.hospital(), draft.kind()), command.key(), draft, answer),
                201,
                answer,
                FormsController::face);
    }

    /** From now on this version is shown, and the active one of the same language no more. */
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/{form}/versions/{version}/activation")
    ResponseEntity<String> activate(@PathVariable String form, @PathVariable int version, HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.STAFF);
        String id = Forms.id(caller.hospital(), kind(form));
        if (forms.find(caller.hospital(), id).isEmpty()) {
            throw Problem.notFound().exception();
        }
        Function<Form, String> answer = state -> command.render(new Activated(form, version, "ACTIVE"));
        return command.respond(
                forms.handle(caller.hospital(), id, command.key(), new ActivateForm(version, clock.instant()), answer),
                200,
                answer,
                FormsController::face);
    }

    /** All versions of the hospital's own forms, without their text. */
    @GetMapping
    Page<VersionView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        List<VersionView> rest = Arrays.stream(DocumentKind.values())
                .flatMap(kind -> own(caller, kind)
                        .flatMap(form -> form.versions().stream().map(version -> view(kind, version, false))))
                .sorted(Comparator.comparing(FormsController::position))
                .filter(view -> cursor == null || position(view).compareTo(cursor) > 0)
                .limit(Page.toRead(limit))
                .toList();
        return Page.of(rest, limit, FormsController::position, Function.identity());
    }

    /** One version with its text. */
    @GetMapping("/{form}/versions/{version}")
    VersionView read(@PathVariable String form, @PathVariable int version, Caller caller) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        DocumentKind kind = kind(form);
        return own(caller, kind)
                .flatMap(own -> own.version(version).stream())
                .map(found -> view(kind, found, true))
                .findFirst()
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private Stream<Form> own(Caller caller, DocumentKind kind) {
        return forms.find(caller.hospital(), Forms.id(caller.hospital(), kind)).map(Stored::state).stream();
    }

    private static String position(VersionView view) {
        return String.format(Locale.ROOT, "%s:%06d", view.form(), view.version());
    }

    private static DocumentKind kind(String form) {
        return Arrays.stream(DocumentKind.values())
                .filter(kind -> Forms.name(kind).equals(form))
                .findFirst()
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static DraftForm draft(FormWanted wanted, Instant now) {
        DocumentKind kind = Arrays.stream(DocumentKind.values())
                .filter(one -> one.name().equals(wanted.kind()))
                .findFirst()
                .orElseThrow(() -> malformed("kind", "Send CONSENT or SERVICE_AGREEMENT."));
        String language = wanted.language();
        if (language == null || !language.matches("[a-z]{2,3}")) {
            throw malformed("language", "Send a language of ISO 639, as zh or en.");
        }
        String title = wanted.title();
        if (title == null || title.isBlank() || title.length() > LONGEST_TITLE) {
            throw malformed("title", "Send a title of at most " + LONGEST_TITLE + " characters.");
        }
        int validDays = wanted.validDays() == null ? 365 : wanted.validDays();
        if (validDays < 1 || validDays > LONGEST_VALIDITY) {
            throw malformed("validDays", "Send how many days a signature holds, from 1 to " + LONGEST_VALIDITY + ".");
        }
        List<Section> sections = sections(wanted.sections());
        String sha256 = FormToSign.sha256(kind, language, title, sections, validDays);
        return new DraftForm(kind, language, title, sections, validDays, sha256, now);
    }

    private static List<Section> sections(@Nullable List<@Nullable SectionWanted> wanted) {
        if (wanted == null || wanted.isEmpty()) {
            throw malformed("sections", "Send at least one section.");
        }
        return wanted.stream()
                .map(one -> {
                    String id = one == null ? null : one.id();
                    String text = one == null ? null : one.text();
                    if (id == null || !id.matches("[a-z][a-z0-9-]{0,39}") || text == null || text.isBlank()) {
                        throw malformed(
                                "sections", "Each section has an id, as right-to-cancel, and a text to confirm.");
                    }
                    return new Section(id, text);
                })
                .toList();
    }

    private static RuntimeException malformed(String field, String remedy) {
        return Problem.of(400, "malformed-body", "The field " + field + " is missing or malformed")
                .field(field)
                .remedy(remedy)
                .exception();
    }

    static Problem face(FormRejection rejection) {
        return switch (rejection) {
            case FormRejection.SectionsMissing(var missing) ->
                Problem.of(422, "sections-missing", "A consent must say more than this")
                        .detail("Missing: " + String.join(", ", missing) + ".")
                        .field("sections")
                        .remedy("Add a section for each of them.");
            case FormRejection.SectionsAmbiguous(var ids) ->
                Problem.of(422, "sections-ambiguous", "Section ids must tell the sections of all forms apart")
                        .detail("These do not: " + String.join(", ", ids) + ".")
                        .field("sections")
                        .remedy("Use each id once; ids of a service agreement, and only those, begin with "
                                + FormDecider.OF_A_SERVICE_AGREEMENT + ".");
            case FormRejection.NoSuchVersion() -> Problem.notFound();
            case FormRejection.VersionRetired() ->
                Problem.of(409, "version-retired", "Another version took its place")
                        .remedy("Draft it again as a new version.");
            case FormRejection.TooManyVersions() ->
                Problem.of(409, "too-many-versions", "A form has at most " + FormDecider.MOST_VERSIONS + " versions");
        };
    }

    private static VersionView view(DocumentKind kind, FormVersion version, boolean withText) {
        return new VersionView(
                Forms.name(kind),
                kind,
                version.version(),
                version.language(),
                version.title(),
                version.isActive() ? "ACTIVE" : version.retiredAt() == null ? "DRAFT" : "RETIRED",
                version.validDays(),
                version.sha256(),
                version.draftedAt(),
                version.activatedAt(),
                version.retiredAt(),
                withText ? version.sections() : null);
    }
}
