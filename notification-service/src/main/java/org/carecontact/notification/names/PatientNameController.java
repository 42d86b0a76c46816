package org.carecontact.notification.names;

import com.fasterxml.jackson.annotation.JsonInclude;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import jakarta.servlet.http.HttpServletRequest;
import java.security.GeneralSecurityException;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.kernel.web.SecurityLog;
import org.carecontact.notification.correspondence.domain.Correspondence;
import org.carecontact.notification.correspondence.domain.Correspondence.Ongoing;
import org.carecontact.notification.correspondence.domain.CorrespondenceCommand;
import org.carecontact.notification.correspondence.domain.CorrespondenceEvent;
import org.carecontact.notification.correspondence.domain.CorrespondenceRejection;
import org.carecontact.notification.correspondence.domain.Parties;
import org.carecontact.notification.recipients.PersonalKeys;
import org.carecontact.notification.recipients.RecipientAggregate;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.schemas.ids.RequestId;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** Shows the name of a request's patient to the doctor who was asked and to the hospital's staff; each reading is logged. */
@RestController
final class PatientNameController {

    /**
     * The patient of a request.
     *
     * @param name as the hospital last told it; null when it told none or erased the patient
     */
    record PatientView(
            @JsonInclude(JsonInclude.Include.ALWAYS) @Nullable
            String name) {}

    private final Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
            correspondences;
    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients;
    private final PersonalKeys keys;
    private final Limits limits;
    private final SecurityLog security;

    PatientNameController(
            Documents<CorrespondenceCommand, Correspondence, CorrespondenceEvent, CorrespondenceRejection>
                    correspondences,
            Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients,
            PersonalKeys keys,
            Limits limits,
            SecurityLog security) {
        this.correspondences = correspondences;
        this.recipients = recipients;
        this.keys = keys;
        this.limits = limits;
        this.security = security;
    }

    @Operation(
            summary = "The name of the patient, for the doctor who was asked and for the hospital's staff",
            description = "A doctor sees it from being asked until the request, the consent or the contact is over.")
    @ApiResponse(responseCode = "200", content = @Content(schema = @Schema(implementation = PatientView.class)))
    @GetMapping("/requests/{request}/patient")
    ResponseEntity<PatientView> show(Caller caller, @PathVariable String request, HttpServletRequest http) {
        caller.mustBe(Role.DOCTOR, Role.STAFF);
        limits.spend(caller, "names");
        Ongoing ongoing = RequestId.parse(request)
                .flatMap(id -> correspondences.find(caller.hospital(), id.toString()))
                .map(Stored::state)
                .filter(Ongoing.class::isInstance)
                .map(Ongoing.class::cast)
                .filter(known -> mayKnow(caller, known))
                .orElseThrow(() -> Problem.notFound().exception());
        String name = name(ongoing.parties());
        security.opened("name-of-patient", ongoing.parties().request(), http);
        return ResponseEntity.ok().cacheControl(CacheControl.noStore()).body(new PatientView(name));
    }

    /** The desk has to reach the patient also when a request is over: by then the alternatives count. */
    private static boolean mayKnow(Caller caller, Ongoing ongoing) {
        return caller.role() == Role.STAFF
                || (ongoing.isBeforeTheDoctor()
                        && ongoing.parties().doctor().value().equals(caller.person()));
    }

    private @Nullable String name(Parties parties) {
        String id = RecipientAggregate.id(parties.hospital(), parties.patient());
        Recipient recipient =
                recipients.find(parties.hospital(), id).map(Stored::state).orElseGet(Recipient.Unheard::new);
        return switch (recipient) {
            case Recipient.Unheard _, Recipient.Erased _ -> null;
            case Recipient.Reachable(var _, var wrappedKey, var _, var name) ->
                name == null ? null : opened(id, wrappedKey, name);
        };
    }

    private String opened(String id, String wrappedKey, String name) {
        try {
            return keys.stored(id, wrappedKey).open(name);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalStateException("a name can't be opened", e);
        }
    }
}
