package org.carecontact.notification.providers;

import io.swagger.v3.oas.annotations.Operation;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.TreeSet;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Problem;
import org.carecontact.kernel.web.Role;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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

    private final HospitalProviders providers;
    private final ProviderStates states;

    ProviderController(HospitalProviders providers, ProviderStates states) {
        this.providers = providers;
        this.states = states;
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

    /** Returns the caller's own hospital; the operator, who belongs to none, names one. */
    private static String at(Caller caller, @Nullable String hospital) {
        return caller.role() == Role.OPERATOR && hospital != null ? hospital : caller.hospital();
    }
}
