package org.carecontact.policy.editions;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.enums.ParameterIn;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.parameters.RequestBody;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.TreeSet;
import java.util.function.Function;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.PolicyRefused;
import org.carecontact.policy.editions.domain.EditionCommand;
import org.carecontact.policy.editions.domain.EditionEvent;
import org.carecontact.policy.editions.domain.EditionRejection;
import org.carecontact.policy.editions.domain.Editions;
import org.carecontact.policy.rules.domain.Effect;
import org.carecontact.policy.rules.domain.Layer;
import org.carecontact.policy.rules.domain.Rule;
import org.carecontact.policy.vocabulary.domain.Hours;
import org.carecontact.policy.vocabulary.domain.Wording;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** The rules that hold at the caller's hospital. */
@RestController
final class PoliciesController {

    record LayerView(String layer, String name, int version, Wording title, String source, List<RuleView> rules) {}

    /** One rule; exactly one of the effects is there. */
    record RuleView(
            String id,
            String principle,
            Wording title,
            String source,
            String when,
            @Nullable DenyView deny,
            @Nullable DeferView defer,
            @Nullable PermitView permit,
            @Nullable RequireView require,
            Wording wording) {}

    record DenyView(List<String> alternatives) {}

    record DeferView(String until) {}

    record PermitView(
            @Nullable List<String> channels,
            @Nullable Hours hours,
            @Nullable Integer contactDays,
            List<String> obligations,
            List<String> notDuring) {}

    record RequireView(List<String> papers, @Nullable String signer) {}

    /** A document as it is written, YAML. */
    record DocumentBody(@Nullable String text) {}

    record CheckView(boolean good, List<String> problems) {}

    /** A version; in force when it holds now. */
    record VersionView(
            String name,
            int version,
            String publishedBy,
            Instant publishedAt,
            boolean inForce,
            List<Instant> activatedFrom) {}

    private final Library library;
    private final Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editions;
    private final Clock clock;

    PoliciesController(
            Library library,
            Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editions,
            Kernel kernel) {
        this.library = library;
        this.editions = editions;
        this.clock = kernel.clock();
    }

    @Operation(summary = "Every layer of rules that can apply at the hospital")
    @GetMapping("/policies")
    Page<LayerView> policies(Caller caller) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        return new Page<>(
                library.now().at(caller.hospital()).stream()
                        .map(PoliciesController::view)
                        .toList(),
                null);
    }

    @Operation(summary = "Checks a document without publishing it: everything that is wrong, with line and column")
    @PostMapping("/policies/check")
    CheckView check(Caller caller, @org.springframework.web.bind.annotation.RequestBody DocumentBody body) {
        mayWrite(caller);
        try {
            var _ = checked(caller, body);
            return new CheckView(true, List.of());
        } catch (PolicyRefused e) {
            return new CheckView(false, e.problems());
        }
    }

    @Operation(
            summary = "Publishes a new version of a document; it holds when a second person activates it",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true),
            requestBody = @RequestBody(content = @Content(schema = @Schema(implementation = DocumentBody.class))))
    @ApiResponse(responseCode = "201", description = "Published")
    @ApiResponse(responseCode = "409", description = "The version exists with another text, or is too low")
    @ApiResponse(responseCode = "422", description = "The document does not pass its checks; detail says where and why")
    @PostMapping("/policies")
    ResponseEntity<String> publish(HttpCommand command) {
        Caller caller = mayWrite(command.caller());
        PolicyDocument document;
        try {
            document = checked(caller, command.body(DocumentBody.class));
        } catch (PolicyRefused e) {
            throw Problem.of(422, "policy-refused", "The policy document can't be used")
                    .detail(String.join("\n", e.problems()))
                    .field("text")
                    .remedy("Correct what the lines name and check again with POST /policies/check.")
                    .exception();
        }
        String name = document.layer().name();
        return handled(
                command,
                Library.owner(document),
                name,
                new EditionCommand.Publish(
                        document.layer().version(), document.text(), caller.person(), clock.instant()),
                201);
    }

    @Operation(
            summary =
                    "Puts a published version into force, from the document's first day or at once; by another person",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @PostMapping("/policies/{name}/versions/{version}/activation")
    ResponseEntity<String> activate(HttpCommand command, @PathVariable String name, @PathVariable int version) {
        Caller caller = mayWrite(command.caller());
        PolicyDocument document = library.document(owner(caller), name + "@" + version);
        Instant now = clock.instant();
        Instant begin = document == null ? now : Library.begin(document);
        if (document != null
                && editions.find(owner(caller), EditionAggregate.id(owner(caller), name))
                        .isPresent()) {
            try {
                var _ = PolicyDocuments.together(library.nowWith(List.of(document)));
            } catch (PolicyRefused e) {
                throw Problem.of(422, "policy-refused", "The version no longer goes with the other documents")
                        .detail(String.join("\n", e.problems()))
                        .exception();
            }
        }
        return handled(
                command,
                owner(caller),
                name,
                new EditionCommand.Activate(version, begin.isAfter(now) ? begin : now, caller.person(), now),
                200);
    }

    @Operation(
            summary = "Puts the version that was in force before back into force, at once",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @PostMapping("/policies/{name}/rollback")
    ResponseEntity<String> rollBack(HttpCommand command, @PathVariable String name) {
        Caller caller = mayWrite(command.caller());
        return handled(
                command, owner(caller), name, new EditionCommand.RollBack(caller.person(), clock.instant()), 200);
    }

    @Operation(summary = "Every version of a document that was ever published")
    @GetMapping("/policies/{name}/versions")
    Page<VersionView> versions(Caller caller, @PathVariable String name) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR, Role.OPERATOR);
        Editions found = editions.find(caller.hospital(), EditionAggregate.id(caller.hospital(), name))
                .or(() ->
                        editions.find(EditionAggregate.EVERYONE, EditionAggregate.id(EditionAggregate.EVERYONE, name)))
                .map(Stored::state)
                .orElseThrow(() -> Problem.notFound().exception());
        return new Page<>(views(name, found), null);
    }

    private ResponseEntity<String> handled(
            HttpCommand command, String owner, String name, EditionCommand edition, int status) {
        String id = EditionAggregate.id(owner, name);
        if (!(edition instanceof EditionCommand.Publish)
                && editions.find(owner, id).isEmpty()) {
            throw Problem.notFound().exception();
        }
        Function<Editions, String> answer = all -> command.render(views(name, all));
        ResponseEntity<String> said = command.respond(
                editions.handle(owner, id, command.key(), edition, answer), status, answer, PoliciesController::face);
        library.refresh();
        return said;
    }

    private List<VersionView> views(String name, Editions all) {
        Editions.Activation active = all.inForce(clock.instant());
        return all.all().stream()
                .map(one -> new VersionView(
                        name,
                        one.version(),
                        one.by(),
                        one.at(),
                        active != null && active.version() == one.version(),
                        all.activations().stream()
                                .filter(activation -> activation.version() == one.version())
                                .map(Editions.Activation::from)
                                .toList()))
                .toList();
    }

    /** Read, checked, and with all others that would hold beside it. */
    private PolicyDocument checked(Caller caller, DocumentBody body) {
        PolicyDocument document = PolicyDocument.parse("document", body.text() == null ? "" : body.text());
        if (!Library.owner(document).equals(owner(caller))) {
            throw new PolicyRefused("document, line 1: "
                    + (caller.role() == Role.OPERATOR
                            ? "a hospital's own document is published by a supervisor of that hospital"
                            : "a supervisor of " + caller.hospital()
                                    + " writes the document of the layer 'hospital' that describes " + caller.hospital()
                                    + ", no other hospital's and none that holds for all"));
        }
        var _ = PolicyDocuments.together(library.nowWith(List.of(document)));
        return document;
    }

    private static Caller mayWrite(Caller caller) {
        return caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
    }

    /** The operator's are those that hold for all hospitals. */
    private static String owner(Caller caller) {
        return caller.role() == Role.OPERATOR ? EditionAggregate.EVERYONE : caller.hospital();
    }

    private static Problem face(EditionRejection rejection) {
        return switch (rejection) {
            case EditionRejection.VersionTaken(var version) ->
                Problem.of(409, "version-taken", "Version " + version + " exists with another text")
                        .field("version")
                        .remedy("Versions never change; give the document a higher one.");
            case EditionRejection.VersionTooLow(var latest) ->
                Problem.of(409, "version-too-low", "Version " + latest + " exists already")
                        .field("version")
                        .remedy("Give the document version " + (latest + 1) + ".");
            case EditionRejection.NoSuchVersion(var latest) ->
                Problem.of(404, "no-such-version", "There is no such version").remedy("The latest is " + latest + ".");
            case EditionRejection.NeedsAnotherPerson() ->
                Problem.of(403, "needs-another-person", "Who published a version does not put it into force")
                        .remedy("Ask a second person to activate it.");
            case EditionRejection.Overlaps(var version, var from) ->
                Problem.of(409, "overlapping-versions", "Version " + version + " is to hold from " + from)
                        .remedy("Activate a version that begins later.");
            case EditionRejection.AlreadyInForce() -> Problem.of(409, "already-in-force", "This version is in force");
            case EditionRejection.NothingBefore() ->
                Problem.of(409, "nothing-before", "There is no version to go back to");
        };
    }

    private static LayerView view(Layer layer) {
        return new LayerView(
                layer.level().name(),
                layer.name(),
                layer.version(),
                layer.title(),
                layer.source(),
                layer.rules().stream().map(PoliciesController::view).toList());
    }

    private static RuleView view(Rule rule) {
        DenyView deny = null;
        DeferView defer = null;
        PermitView permit = null;
        RequireView require = null;
        switch (rule.effect()) {
            case Effect.Deny(var alternatives) -> deny = new DenyView(names(alternatives));
            case Effect.Defer(var until) -> defer = new DeferView(until.name());
            case Effect.Permit(var channels, var hours, var contactDays, var obligations, var notDuring) ->
                permit = new PermitView(
                        channels == null ? null : names(channels),
                        hours,
                        contactDays,
                        names(obligations),
                        names(notDuring));
            case Effect.Require(var papers, var signer) ->
                require = new RequireView(names(papers), signer == null ? null : signer.name());
        }
        return new RuleView(
                rule.id(),
                rule.principle().name(),
                rule.title(),
                rule.source(),
                rule.when().text(),
                deny,
                defer,
                permit,
                require,
                rule.wording());
    }

    private static List<String> names(Iterable<? extends Enum<?>> constants) {
        TreeSet<String> names = new TreeSet<>();
        constants.forEach(one -> names.add(one.name()));
        return List.copyOf(names);
    }
}
