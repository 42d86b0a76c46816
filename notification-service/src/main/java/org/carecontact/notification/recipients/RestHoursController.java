package org.carecontact.notification.recipients;

import io.swagger.v3.oas.annotations.Operation;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.Optional;
import org.carecontact.kernel.store.Documents;
import org.carecontact.kernel.store.Reply;
import org.carecontact.kernel.store.Stored;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.notification.recipients.domain.Addressee;
import org.carecontact.notification.recipients.domain.Recipient;
import org.carecontact.notification.recipients.domain.RecipientCommand;
import org.carecontact.notification.recipients.domain.RecipientEvent;
import org.carecontact.notification.recipients.domain.RecipientRejection;
import org.carecontact.notification.recipients.domain.Rest;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A person's own hours of rest, which go before the hospital's. */
@RestController
@RequestMapping("/hours-of-rest")
final class RestHoursController {

    private static final int MINUTES = 60;

    /**
     * Hours of rest; all null for whenever the hospital says.
     *
     * @param zone as Asia/Shanghai
     * @param from in the evening, as 22:00
     * @param until in the morning, as 08:30
     */
    record Hours(
            @Nullable String zone,
            @Nullable String from,
            @Nullable String until) {}

    private final Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients;

    RestHoursController(Documents<RecipientCommand, Recipient, RecipientEvent, RecipientRejection> recipients) {
        this.recipients = recipients;
    }

    @Operation(summary = "The hours in which the caller wants no messages but codes")
    @GetMapping
    Hours show(Caller caller) {
        return recipients
                .find(caller.hospital(), id(caller))
                .map(Stored::state)
                .flatMap(recipient -> rest(recipient, of(caller)))
                .map(rest -> new Hours(rest.zone(), written(rest.from()), written(rest.until())))
                .orElseGet(() -> new Hours(null, null, null));
    }

    @Operation(
            summary = "Sets the hours in which the caller wants no messages but codes",
            description = "Without zone, from and until the hospital's hours count again.")
    @PutMapping
    Hours choose(Caller caller, @RequestBody Hours hours) {
        String id = id(caller);
        Reply<Recipient, RecipientRejection> reply =
                recipients.handle(caller.hospital(), id, new RecipientCommand.ChooseRest(of(caller), rest(hours)));
        if (reply instanceof Reply.Refused<Recipient, RecipientRejection>) {
            throw Problem.of("not-reachable").exception();
        }
        return show(caller);
    }

    private static @Nullable Rest rest(Hours hours) {
        if (hours.zone() == null && hours.from() == null && hours.until() == null) {
            return null;
        }
        try {
            return new Rest(
                    ZoneId.of(String.valueOf(hours.zone())).getId(),
                    minutes(String.valueOf(hours.from())),
                    minutes(String.valueOf(hours.until())));
        } catch (DateTimeException | IllegalArgumentException e) {
            throw Problem.of("no-such-hours").exception();
        }
    }

    private static int minutes(String time) {
        LocalTime parsed = LocalTime.parse(time);
        return parsed.getHour() * MINUTES + parsed.getMinute();
    }

    private static String written(int minutes) {
        return LocalTime.of(minutes / MINUTES, minutes % MINUTES).toString();
    }

    private static Optional<Rest> rest(Recipient recipient, Addressee of) {
        return recipient instanceof Recipient.Reachable(var _, var _, var points, var _)
                ? points.stream()
                        .filter(point -> point.of() == of && point.rest() != null)
                        .findFirst()
                        .flatMap(point -> Optional.ofNullable(point.rest()))
                : Optional.empty();
    }

    private static Addressee of(Caller caller) {
        return switch (caller.mustBe(Role.PATIENT, Role.FAMILY, Role.DOCTOR).role()) {
            case PATIENT -> Addressee.PATIENT;
            case FAMILY -> Addressee.GUARDIAN;
            case DOCTOR -> Addressee.DOCTOR;
            case STAFF, SUPERVISOR, SYSTEM, OPERATOR ->
                throw Problem.of("wrong-role").exception();
        };
    }

    private static String id(Caller caller) {
        return of(caller) == Addressee.DOCTOR
                ? RecipientAggregate.id(caller.hospital(), new DoctorId(caller.person()))
                : RecipientAggregate.id(
                        caller.hospital(),
                        PatientId.parse(String.valueOf(caller.patient()))
                                .orElseThrow(() -> Problem.notFound().exception()));
    }
}
