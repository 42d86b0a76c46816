package org.carecontact.sandbox.installation;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.apache.kafka.clients.admin.NewTopic;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import org.carecontact.schemas.EventTypes;
import org.jspecify.annotations.Nullable;

/** Starts all parts of an installation, each as soon as the parts that it needs are ready. */
final class Startup {

    private final Parts parts;
    private final Supervisor supervisor;
    private final Endpoints endpoints;
    private final Progress progress;

    Startup(Parts parts, Supervisor supervisor, Endpoints endpoints, Progress progress) {
        this.parts = parts;
        this.supervisor = supervisor;
        this.endpoints = endpoints;
        this.progress = progress;
    }

    /** A step of the start that may fail in any way. */
    private interface Step {
        void run() throws Exception;
    }

    /**
     * Returns when all parts are ready.
     *
     * @throws StartFailed at the first failure; nothing more is started then
     */
    void run(List<String> services) {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            Semaphore turns = new Semaphore(Math.max(2, Runtime.getRuntime().availableProcessors()));
            CompletableFuture<Void> kafka = run(executor, () -> {
                supervisor.start(parts.kafka());
                List<NewTopic> topics = TopicSet.all(HospitalFiles.ids(Path.of(endpoints.hospitals())));
                TopicSet.create(endpoints.kafka(), topics);
                progress.say("  %-21s there: %d".formatted("topics", topics.size()));
            });
            CompletableFuture<Void> mongo = run(executor, () -> supervisor.start(parts.mongo()));
            CompletableFuture<Void> registry = run(executor, () -> {
                supervisor.start(parts.registry());
                EventTypes.register(endpoints.confluent());
                progress.say("  %-21s registered: %d"
                        .formatted("schemas", EventTypes.all().size()));
            });
            List<CompletableFuture<Void>> everything = new ArrayList<>(List.of(kafka, mongo, registry));
            everything.add(run(executor, () -> supervisor.start(parts.standIns())));
            everything.add(run(executor, () -> supervisor.start(parts.vendorTwin())));
            for (String service : services) {
                if (!parts.has(service)) {
                    progress.say(service + " is not built: left out");
                    continue;
                }
                everything.add(CompletableFuture.allOf(kafka, mongo)
                        .thenRunAsync(
                                checked(() -> {
                                    turns.acquire();
                                    try {
                                        supervisor.start(parts.service(service));
                                    } finally {
                                        turns.release();
                                    }
                                }),
                                executor));
            }
            awaitAll(everything);
        }
    }

    private static CompletableFuture<Void> run(ExecutorService executor, Step step) {
        return CompletableFuture.runAsync(checked(step), executor);
    }

    private static Runnable checked(Step step) {
        return () -> {
            try {
                step.run();
            } catch (RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        };
    }

    /** Ends at the first failure: the others then wait for nothing. */
    private void awaitAll(List<CompletableFuture<Void>> all) {
        CompletableFuture<Void> first = new CompletableFuture<>();
        for (CompletableFuture<Void> one : all) {
            var _ = one.whenComplete((_, failure) -> {
                if (failure != null) {
                    first.completeExceptionally(failure);
                }
            });
        }
        try {
            CompletableFuture.anyOf(first, CompletableFuture.allOf(all.toArray(CompletableFuture[]::new)))
                    .join();
        } catch (CompletionException e) {
            supervisor.beginToStop();
            throw because(e.getCause());
        }
    }

    private static StartFailed because(@Nullable Throwable cause) {
        return switch (cause) {
            case CompletionException inner -> because(inner.getCause());
            case StartFailed failed -> failed;
            case null -> StartFailed.broken("it did not start");
            default -> StartFailed.broken("it did not start: " + cause);
        };
    }
}
