package org.carecontact.notification.providers;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.notification.correspondence.domain.CallOutcome;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.carecontact.notification.providers.domain.OwnCodes;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The hospital's providers and what is stopped at them, for those who put settings right. */
@RestController
@RequestMapping("/providers")
final class ProviderController {

    /**
     * A provider.
     *
     * @param stops what is stopped at it; empty while it is open
     */
    record ProviderView(String name, List<String> systems, List<StopView> stops) {}

    /**
     * A stop.
     *
     * @param kind the only kind of messages that is stopped; null for all
     * @param reason the vendor's code
     */
    record StopView(@Nullable String kind, String reason, Instant since) {}

    /** Whom to send a trial to, as the provider names people: a number, an openid, a doctor's id. */
    record Trial(@Nullable String to) {}

    /**
     * What came of a trial.
     *
     * @param outcome accepted, refused-for-good, refused-until, refused-our-fault or unknown
     * @param code the vendor's own word: its id of the message, or why not; or a code of ours
     * @param meaning of a code of ours; null for the vendor's
     */
    record TrialView(String outcome, String code, @Nullable String meaning) {

        TrialView(String outcome, String code) {
            this(outcome, code, OwnCodes.meaning(code));
        }
    }

    private static final int LONGEST = 64;

    private final HospitalProviders providers;
    private final ProviderStates states;
    private final Trials trials;
    private final Limits limits;

    ProviderController(HospitalProviders providers, ProviderStates states, Trials trials, Limits limits) {
        this.providers = providers;
        this.states = states;
        this.trials = trials;
        this.limits = limits;
    }

    @Operation(summary = "Lists the hospital's providers in their order, and what is stopped at them")
    @GetMapping
    List<ProviderView> list(Caller caller, @RequestParam(required = false) @Nullable String hospital) {
        caller.mustBe(Role.STAFF, Role.SUPERVISOR, Role.OPERATOR);
        return list(at(caller, hospital));
    }

    private List<ProviderView> list(String hospital) {
        List<ProviderStates.Stop> stops = states.stops(hospital);
        return providers.all(hospital).stream()
                .map(provider -> new ProviderView(
                        provider.name(),
                        List.copyOf(new TreeSet<>(provider.systems())),
                        stops.stream()
                                .filter(stop -> stop.provider().equals(provider.name()))
                                .map(stop -> new StopView(
                                        stop.kind().isEmpty() ? null : stop.kind(), stop.reason(), stop.since()))
                                .toList()))
                .toList();
    }

    @Operation(
            summary = "Opens a provider again that was stopped because our settings were wrong",
            description = "With kind, only for that kind of messages. What was given up meanwhile is replayed by hand.")
    @PostMapping("/{name}/reset")
    List<ProviderView> reset(
            Caller caller,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String kind,
            @RequestParam(required = false) @Nullable String hospital) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        String place = at(caller, hospital);
        boolean known = providers.all(place).stream()
                .anyMatch(provider -> provider.name().equals(name));
        boolean kindKnown = kind == null
                || Arrays.stream(NoticeKind.values())
                        .anyMatch(each -> each.name().equals(kind));
        if (!known || !kindKnown) {
            throw Problem.notFound().exception();
        }
        if (!states.reopen(place, name, kind == null ? "" : kind)) {
            throw Problem.of("not-stopped").exception();
        }
        return list(place);
    }

    @Operation(
            summary = "Sends one message by a provider, to try its keys, templates and addresses",
            description =
                    "It says that something waits, and leads nowhere. Nothing of it is stored, and it stops no provider.")
    @PostMapping("/{name}/trial")
    TrialView trial(
            Caller caller,
            @PathVariable String name,
            @RequestParam(required = false) @Nullable String hospital,
            @RequestBody Trial trial) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        limits.spend(caller, "trials");
        String to = trial.to() == null ? "" : trial.to().strip();
        if (to.isEmpty() || to.length() > LONGEST) {
            throw Problem.of("receiver-missing").field("to").exception();
        }
        return trials.send(at(caller, hospital), name, to)
                .map(ProviderController::view)
                .orElseThrow(() -> Problem.notFound().exception());
    }

    private static TrialView view(CallOutcome outcome) {
        return switch (outcome) {
            case CallOutcome.Accepted(var id) -> new TrialView("accepted", id, null);
            case CallOutcome.RefusedForGood(var code) -> new TrialView("refused-for-good", code);
            case CallOutcome.RefusedUntil(var _, var code) -> new TrialView("refused-until", code);
            case CallOutcome.RefusedOurFault(var code) -> new TrialView("refused-our-fault", code);
            case CallOutcome.Unknown(var code) -> new TrialView("unknown", code);
        };
    }

    /** Returns the caller's own hospital; the operator, who belongs to none, names one. */
    private static String at(Caller caller, @Nullable String hospital) {
        return caller.role() == Role.OPERATOR && hospital != null ? hospital : caller.hospital();
    }
}
