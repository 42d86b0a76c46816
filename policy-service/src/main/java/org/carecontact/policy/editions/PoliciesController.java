package org.carecontact.policy.editions;

import io.swagger.v3.oas.annotations.Operation;
import java.util.List;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Page;
import org.carecontact.kernel.web.Role;
import org.carecontact.policy.documents.PolicyRefused;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;

/** Shows the rules that hold at the caller's hospital, and checks documents. */
@RestController
final class PoliciesController {

    record CheckView(boolean good, List<String> problems) {}

    private final Library library;
    private final Proposals proposals;
    private final Limits limits;

    PoliciesController(Library library, Proposals proposals, Limits limits) {
        this.library = library;
        this.proposals = proposals;
        this.limits = limits;
    }

    @Operation(summary = "Every layer of rules that can apply at the hospital")
    @GetMapping("/policies")
    Page<LayerView> policies(Caller caller) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR);
        return new Page<>(
                library.now().at(caller.hospital()).stream().map(LayerView::of).toList(), null);
    }

    @Operation(summary = "Checks a document without publishing it: everything that is wrong, with line and column")
    @PostMapping("/policies/check")
    CheckView check(Caller caller, @RequestBody DocumentBody body) {
        Author author = Author.of(caller);
        limits.spend(caller, "checks");
        try {
            var _ = proposals.checked(author, body.text());
            return new CheckView(true, List.of());
        } catch (PolicyRefused e) {
            return new CheckView(false, e.problems());
        }
    }
}
