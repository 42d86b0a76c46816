package org.carecontact.notification.entries;

import io.swagger.v3.oas.annotations.Operation;
import java.net.URI;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.notification.correspondence.EntryCodes;
import org.carecontact.notification.correspondence.KnownMessages;
import org.carecontact.notification.correspondence.KnownMessages.Known;
import org.carecontact.notification.correspondence.domain.Notice;
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

    private final KnownMessages messages;
    private final EntryPage page;
    private final InstantSource clock;
    private final Limits limits;

    EntryController(
            KnownMessages messages,
            Kernel kernel,
            Limits limits,
            @Value("${carecontact.portal.url:http://127.0.0.1:8108}") URI portal) {
        this.messages = messages;
        this.page = new EntryPage(portal);
        this.clock = kernel.clock();
        this.limits = limits;
    }

    @Operation(summary = "The page at which the code of a text message is typed")
    @GetMapping(path = "/r", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> type(@RequestParam(name = "c", required = false) @Nullable String code) {
        return code == null || code.isBlank() ? page(page.asking()) : open(code.strip());
    }

    /** It looks nothing up: who does not log in learns nothing, not even whether there is such a code. */
    @Operation(summary = "The page that a link in a message leads to; it says where to log in")
    @GetMapping(path = "/r/{code}", produces = MediaType.TEXT_HTML_VALUE)
    ResponseEntity<String> open(@PathVariable String code) {
        return page(code.length() > LONGEST ? page.asking() : page.leadingTo(code));
    }

    @Operation(summary = "The request that a message's link or code is about, for the person it was sent to")
    @GetMapping("/entries/{code}")
    EntryView resolve(Caller caller, @PathVariable String code) {
        caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR);
        limits.spend(caller, "entries");
        return (code.length() > LONGEST ? List.<Known>of() : messages.byCode(caller.hospital(), code))
                .stream()
                        .filter(known -> isFor(caller, known))
                        .max(Comparator.comparing(known -> known.notice().changedAt()))
                        .map(this::view)
                        .orElseThrow(() -> Problem.notFound().exception());
    }

    private EntryView view(Known known) {
        Notice notice = known.notice();
        return new EntryView(
                known.ongoing().parties().request().toString(),
                notice.key().to().name(),
                notice.changedAt().plus(EntryCodes.GOOD_FOR).isBefore(clock.instant()));
    }

    private static boolean isFor(Caller caller, Known known) {
        Parties parties = known.ongoing().parties();
        return switch (known.notice().key().to()) {
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

    private ResponseEntity<String> page(String content) {
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/html;charset=UTF-8"))
                .cacheControl(CacheControl.noStore())
                .header("Content-Security-Policy", POLICY)
                .header("Referrer-Policy", "no-referrer")
                .header("X-Content-Type-Options", "nosniff")
                .body(content);
    }
}
