package org.carecontact.notification.entries;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Parties;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Leads from a message to the product: anybody is led to log in, and only the recipient to what it is about. */
@RestController
final class EntryController {

    private static final int LONGEST = 40;
    private static final String POLICY =
            "default-src 'none'; style-src 'unsafe-inline'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";

    /**
     * What a code leads its recipient to.
     *
     * @param expired the message is old; it still leads there
     */
    record EntryView(String request, String recipient, boolean expired) {}

    private final Entries entries;
    private final EntryPage page;
    private final InstantSource clock;
    private final Limits limits;
    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;

    EntryController(
            Entries entries,
            Kernel kernel,
            Limits limits,
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            @Value("${carecontact.portal.url:http://127.0.0.1:8108}") URI portal) {
        this.entries = entries;
        this.page = new EntryPage(portal);
        this.clock = kernel.clock();
        this.limits = limits;
        this.correspondences = correspondences;
    }

    @Operation(summary = "The page at which the code of a text message is typed")
    @GetMapping(path = "/r", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> type(@RequestParam(name = "c", required = false) @Nullable String code) {
        return code == null || code.isBlank() ? page(EntryPage.Shown.ASKED, "") : open(code.strip());
    }

    @Operation(summary = "The page that a link in a message leads to; it says where to log in")
    @GetMapping(path = "/r/{code}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> open(@PathVariable String code) {
        Optional<Entries.Entry> found =
                code.length() > LONGEST ? Optional.empty() : entries.find(code, clock.instant());
        return page(
                found.map(entry -> entry.expired() ? EntryPage.Shown.EXPIRED : EntryPage.Shown.GOOD)
                        .orElse(EntryPage.Shown.UNKNOWN),
                code);
    }

    @Operation(summary = "The request that a message's link or code is about, for the person it was sent to")
    @GetMapping("/entries/{code}")
    EntryView resolve(Caller caller, @PathVariable String code) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR);
        limits.spend(caller, "entries");
        return (code.length() > LONGEST ? Optional.<Entries.Entry>empty() : entries.find(code, clock.instant()))
                .filter(entry -> entry.hospital().equals(caller.hospital()))
                .filter(entry -> isFor(caller, entry))
                .map(entry ->
                        new EntryView(entry.request().toString(), entry.to().name(), entry.expired()))
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private boolean isFor(Caller caller, Entries.Entry entry) {
        Optional<Correspondence> found = correspondences
                .find(entry.hospital(), entry.request().toString())
                .map(Stored::state);
        if (found.isEmpty() || !(found.get() instanceof Ongoing ongoing)) {
            return false;
        }
        Parties parties = ongoing.parties();
        return switch (entry.to()) {
            case DOCTOR ->
                caller.role() == Role.DOCTOR
                        && caller.person().equals(parties.doctor().value());
            case PATIENT ->
                caller.role() == Role.PATIENT
                        && caller.speaksFor(parties.reached().value());
            case GUARDIAN ->
                caller.role() == Role.FAMILY
                        && caller.speaksFor(parties.reached().value());
        };
    }

    private ResponseEntity<String> page(EntryPage.Shown shown, String code) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .body(page.of(shown, code));
    }
}
