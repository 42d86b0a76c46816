package org.carecontact.request.channels;

import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.responses.ApiResponse;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.Limits;
import org.carecontact.kernel.web.Role;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Compares the vendor's contacts with ours on a schedule and on demand. */
@RestController
@RequestMapping("/channels")
@Tag(name = "channels")
final class ReconcileController implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ReconcileController.class);

    private final Reconciler reconciler;
    private final WeComAccounts accounts;
    private final Limits limits;
    private final Callbacks callbacks;
    private final ScheduledExecutorService schedule = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("reconciler").factory());

    ReconcileController(
            Reconciler reconciler,
            WeComAccounts accounts,
            Callbacks callbacks,
            Limits limits,
            ChannelsProperties properties) {
        this.reconciler = reconciler;
        this.accounts = accounts;
        this.callbacks = callbacks;
        this.limits = limits;
        Duration every = properties.reconcile();
        if (accounts.isEmpty()) {
            return;
        }
        // Whether compared or not: what was heard is not kept for ever.
        var _ = schedule.scheduleWithFixedDelay(() -> quietly(callbacks::forget), 0, 1, TimeUnit.HOURS);
        if (every.isPositive()) {
            schedule.execute(() -> quietly(reconciler::trySessions));
            var _ = schedule.scheduleWithFixedDelay(
                    () -> quietly(this::onSchedule), every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    @Operation(
            summary = "Compare the vendor's contacts with ours, repair what is safe and report the rest",
            description = "A supervisor compares their hospital, an operator every hospital.")
    @ApiResponse(responseCode = "200", description = "What was found, by hospital")
    @PostMapping("/reconcile")
    List<Reconciler.Report> reconcile(Caller caller) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        limits.spend(caller, "reconciliations");
        callbacks.forget();
        return reconciler.run(hospitals(caller));
    }

    @Operation(summary = "The newest comparison of the vendor's contacts with ours")
    @ApiResponse(responseCode = "200", description = "What was found, by hospital")
    @GetMapping("/report")
    List<Reconciler.Report> report(Caller caller) {
        caller.mustBe(Role.SUPERVISOR, Role.OPERATOR);
        return hospitals(caller).stream()
                .sorted()
                .flatMap(hospital -> reconciler.newest(hospital).stream())
                .toList();
    }

    private Collection<String> hospitals(Caller caller) {
        return caller.role() == Role.OPERATOR ? accounts.hospitals() : List.of(caller.hospital());
    }

    private void onSchedule() {
        for (Reconciler.Report report : reconciler.run(accounts.hospitals())) {
            if (!report.findings().isEmpty() || !report.failed().isEmpty()) {
                log.atWarn()
                        .addKeyValue("hospital", report.hospital())
                        .addKeyValue("findings", report.findings().size())
                        .addKeyValue("failed", report.failed())
                        .log("the vendor's contacts and ours differed");
            }
        }
    }

    /** Whatever fails, the schedule goes on. */
    private static void quietly(Runnable work) {
        try {
            work.run();
        } catch (RuntimeException e) {
            log.atError().addKeyValue("error", e.getClass().getSimpleName()).log("a comparison failed");
        }
    }

    @Override
    public void close() {
        schedule.shutdownNow();
    }
}
