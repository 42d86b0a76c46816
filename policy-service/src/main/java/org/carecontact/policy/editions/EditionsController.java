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
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyRefused;
import org.carecontact.policy.editions.domain.EditionCommand;
import org.carecontact.policy.editions.domain.EditionEvent;
import org.carecontact.policy.editions.domain.EditionRejection;
import org.carecontact.policy.editions.domain.Editions;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RestController;

/** Publishes, activates, withdraws and rolls back the versions of policy documents. */
@RestController
final class EditionsController {

    /** A version, the moments from which it holds or held, and those whose activation was withdrawn in time. */
    record VersionView(
            String name,
            int version,
            String publishedBy,
            Instant publishedAt,
            boolean inForce,
            List<Instant> activatedFrom,
            List<Instant> withdrawnFrom) {}

    private final Library library;
    private final Proposals proposals;
    private final Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editions;
    private final Clock clock;

    EditionsController(
            Library library,
            Proposals proposals,
            Documents<EditionCommand, Editions, EditionEvent, EditionRejection> editions,
            Kernel kernel) {
        this.library = library;
        this.proposals = proposals;
        this.editions = editions;
        this.clock = kernel.clock();
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
        Author author = Author.of(command.caller());
        PolicyDocument document;
        try {
            document =
                    proposals.checked(author, command.body(DocumentBody.class).text());
        } catch (PolicyRefused e) {
            throw EditionProblems.of(e).field("text").exception();
        }
        return handled(
                command,
                author,
                document.layer().name(),
                new EditionCommand.Publish(
                        document.layer().version(), document.text(), author.person(), clock.instant()),
                201);
    }

    @Operation(
            summary =
                    "Puts a published version into force, from the document's first day or at once; by another person",
            description = "It may begin before a version that is scheduled for later; that one then follows it.",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @PostMapping("/policies/{name}/versions/{version}/activation")
    ResponseEntity<String> activate(HttpCommand command, @PathVariable String name, @PathVariable int version) {
        Author author = Author.of(command.caller());
        requireStored(author, name);
        PolicyDocument document = library.document(author.owner(), name + "@" + version);
        Instant now = clock.instant();
        Instant begin = document == null ? now : Library.begin(document);
        if (document != null) {
            try {
                proposals.requireFitting(document);
            } catch (PolicyRefused e) {
                throw EditionProblems.of(e).exception();
            }
        }
        return handled(
                command,
                author,
                name,
                new EditionCommand.Activate(version, begin.isAfter(now) ? begin : now, author.person(), now),
                200);
    }

    @Operation(
            summary = "Takes back the activation of a version that does not hold yet; by another person",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @ApiResponse(responseCode = "200", description = "Withdrawn")
    @ApiResponse(responseCode = "403", description = "The person who scheduled it can't withdraw it alone")
    @ApiResponse(responseCode = "409", description = "The version is not scheduled, or it holds already")
    @PostMapping("/policies/{name}/versions/{version}/withdrawal")
    ResponseEntity<String> withdraw(HttpCommand command, @PathVariable String name, @PathVariable int version) {
        Author author = Author.of(command.caller());
        requireStored(author, name);
        return handled(
                command,
                author,
                name,
                new EditionCommand.WithdrawActivation(version, author.person(), clock.instant()),
                200);
    }

    @Operation(
            summary = "Puts the version that was in force before back into force, at once",
            parameters = @Parameter(name = "Idempotency-Key", in = ParameterIn.HEADER, required = true))
    @PostMapping("/policies/{name}/rollback")
    ResponseEntity<String> rollBack(HttpCommand command, @PathVariable String name) {
        Author author = Author.of(command.caller());
        requireStored(author, name);
        return handled(command, author, name, new EditionCommand.RollBack(author.person(), clock.instant()), 200);
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

    private void requireStored(Author author, String name) {
        if (editions.find(author.owner(), EditionAggregate.id(author.owner(), name))
                .isEmpty()) {
            throw Problem.notFound().exception();
        }
    }

    private ResponseEntity<String> handled(
            HttpCommand command, Author author, String name, EditionCommand edition, int status) {
        ResponseEntity<String> response = command.respond(
                status,
                (Editions all) -> views(name, all),
                EditionProblems::of,
                answer -> editions.handle(
                        author.owner(), EditionAggregate.id(author.owner(), name), command.key(), edition, answer));
        library.refresh();
        return response;
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
                                .toList(),
                        all.withdrawals().stream()
                                .filter(withdrawal -> withdrawal.version() == one.version())
                                .map(Editions.Withdrawal::from)
                                .toList()))
                .toList();
    }
}
