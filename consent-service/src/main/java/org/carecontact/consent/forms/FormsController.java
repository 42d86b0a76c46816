package org.carecontact.consent.forms;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.Form;
import org.carecontact.consent.forms.domain.FormCommand;
import org.carecontact.consent.forms.domain.FormCommand.ActivateForm;
import org.carecontact.consent.forms.domain.FormCommand.DiscardDraft;
import org.carecontact.consent.forms.domain.FormCommand.DraftForm;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Limits;
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

    record DraftedView(String form, int version, String sha256) {}

    /** @param changesMeaning whether everybody is asked anew who signed an earlier version */
    record ActivatedView(String form, int version, String state, boolean changesMeaning) {}

    record StateView(String form, int version, String state) {}

    private final Forms forms;
    private final FormsToSign toSign;
    private final Limits limits;
    private final Clock clock;

    FormsController(Forms forms, FormsToSign toSign, Limits limits, Clock clock) {
        this.forms = forms;
        this.toSign = toSign;
        this.limits = limits;
        this.clock = clock;
    }

    @Operation(summary = "Drafts a new version; nobody is shown it before another person activates it")
    @ApiResponse(responseCode = "201")
    @RequestBody(content = @Content(schema = @Schema(implementation = FormBody.class)))
    @PostMapping
    ResponseEntity<String> draft(HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.STAFF);
        limits.spend(caller, "forms");
        DraftForm draft = command.body(FormBody.class).draft(caller.person(), clock.instant());
        return handle(command, draft.kind(), draft, 201, form -> {
            FormVersion newest = form.versions().getLast();
            return new DraftedView(Forms.name(draft.kind()), newest.version(), newest.sha256());
        });
    }

    @Operation(summary = "Activates a version in place of the active one of the same language")
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/{form}/versions/{version}/activation")
    ResponseEntity<String> activate(@PathVariable String form, @PathVariable int version, HttpCommand command) {
        Caller caller = command.caller().mustBe(Role.STAFF);
        DocumentKind kind = kind(form);
        return handle(
                command,
                kind,
                new ActivateForm(caller.hospital(), kind, version, caller.person(), clock.instant()),
                200,
                state -> new ActivatedView(
                        form,
                        version,
                        "ACTIVE",
                        state.version(version).map(FormVersion::isNewMeaning).orElse(false)));
    }

    @Operation(summary = "Gives up a draft, one's own or another person's")
    @RequestBody(required = false, content = @Content(schema = @Schema(type = "object")))
    @PostMapping("/{form}/versions/{version}/discarding")
    ResponseEntity<String> discard(@PathVariable String form, @PathVariable int version, HttpCommand command) {
        command.caller().mustBe(Role.STAFF);
        return handle(
                command,
                kind(form),
                new DiscardDraft(version, clock.instant()),
                200,
                _ -> new StateView(form, version, "DISCARDED"));
    }

    @Operation(summary = "Lists the drafts, the active versions and the newest retired ones, without their text")
    @GetMapping
    Page<FormVersionView> list(
            Caller caller,
            @RequestParam(required = false) @Nullable Integer limit,
            @RequestParam(required = false) @Nullable String cursor) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        List<FormVersionView> rest = Arrays.stream(DocumentKind.values())
                .flatMap(kind -> forms.form(caller.hospital(), kind).versions().stream()
                        .map(version -> FormVersionView.listed(kind, version)))
                .sorted(Comparator.comparing(FormVersionView::position))
                .filter(view -> cursor == null || view.position().compareTo(cursor) > 0)
                .limit(Page.toRead(limit))
                .toList();
        return Page.of(rest, limit, FormVersionView::position, Function.identity());
    }

    @Operation(summary = "Shows one version with its text, also one that was retired long ago")
    @GetMapping("/{form}/versions/{version}")
    FormVersionView read(@PathVariable String form, @PathVariable int version, Caller caller) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        DocumentKind kind = kind(form);
        return forms.form(caller.hospital(), kind)
                .version(version)
                .map(found -> FormVersionView.whole(kind, found))
                .or(() -> forms.archived(caller.hospital(), kind, version)
                        .map(found -> FormVersionView.archived(kind, found)))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    @Operation(
            summary = "Shows a version as a signer would see it, and word by word what it changes",
            description = "Compared with the version named by `against`, else with what signers are shown now.")
    @GetMapping("/{form}/versions/{version}/preview")
    PreviewView preview(
            @PathVariable String form,
            @PathVariable int version,
            Caller caller,
            @RequestParam(required = false) @Nullable Integer against) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        DocumentKind kind = kind(form);
        FormVersion shown = found(caller, kind, version);
        FormToSign other = against == null
                ? toSign.active(caller.hospital(), kind, shown.language()).orElse(null)
                : new FormToSign(kind, form, found(caller, kind, against));
        return PreviewView.of(form, shown, other);
    }

    private FormVersion found(Caller caller, DocumentKind kind, int version) {
        return forms.form(caller.hospital(), kind)
                .version(version)
                .or(() -> forms.archived(caller.hospital(), kind, version))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private ResponseEntity<String> handle(
            HttpCommand command, DocumentKind kind, FormCommand wanted, int status, Function<Form, Object> view) {
        return command.respond(
                status,
                view,
                FormProblems::of,
                answer -> forms.handle(command.caller().hospital(), kind, command.key(), wanted, answer));
    }

    private static DocumentKind kind(String form) {
        return Forms.kind(form).orElseThrow(() -> Problem.notFound().exception());
    }
}
