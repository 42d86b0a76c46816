package org.carecontact.gateway.hospitals;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carecontact.gateway.feeds.FeedsProperties;
import org.carecontact.gateway.intake.Intake;
import org.carecontact.gateway.intake.Statement;
import org.carecontact.gateway.staff.domain.DepartmentWords;
import org.carecontact.gateway.vocabulary.domain.Stamp;
import org.carecontact.gateway.vocabulary.domain.Word;
import org.carecontact.kernel.Kernel;
import org.carecontact.kernel.hospitals.FolderRefused;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.kernel.hospitals.HospitalDescription.Department;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * Tells of the departments that a hospital's folder lists, as a message would: of each thing the newest word counts, the
 * list's or a message's. The list's is as old as its file.
 */
@Component
final class DepartmentLists implements SmartLifecycle {

    private static final Logger log = LoggerFactory.getLogger(DepartmentLists.class);

    private final FeedsProperties properties;
    private final Intake intake;
    private final Clock clock;
    private final Map<Path, String> told = new HashMap<>();
    private volatile @Nullable ScheduledExecutorService watch;

    DepartmentLists(FeedsProperties properties, Intake intake, Kernel kernel) {
        this.properties = properties;
        this.intake = intake;
        this.clock = kernel.clock();
    }

    @Override
    public void start() {
        ScheduledExecutorService threads = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().name("departments-watch").daemon().factory());
        var _ = threads.scheduleWithFixedDelay(
                this::look, 0, properties.lookEvery().toMillis(), TimeUnit.MILLISECONDS);
        watch = threads;
    }

    private void look() {
        List<Path> hospitals;
        try {
            hospitals = hospitals();
        } catch (UncheckedIOException e) {
            log.atWarn().addKeyValue("error", String.valueOf(e.getCause())).log("the hospitals' folder can't be read");
            return;
        }
        for (Path hospital : hospitals) {
            Path file = hospital.resolve(HospitalDescription.DEPARTMENTS);
            try {
                if (HospitalDescription.isId(hospital.getFileName().toString()) && Files.isRegularFile(file)) {
                    follow(hospital.getFileName().toString(), file);
                }
            } catch (IOException | RuntimeException e) {
                log.atWarn()
                        .addKeyValue("hospital", hospital.getFileName())
                        .addKeyValue("error", e.getClass().getSimpleName())
                        .log("a hospital's departments can't be stored now; they are tried again");
            }
        }
    }

    private void follow(String hospital, Path file) throws IOException {
        Instant changed = Files.getLastModifiedTime(file).toInstant();
        String state = changed + " " + Files.size(file);
        if (state.equals(told.get(file))) {
            return;
        }
        try {
            List<Department> departments = HospitalDescription.departments(
                    hospital + "/" + HospitalDescription.DEPARTMENTS, Files.readString(file));
            Instant at = earlier(changed, clock.instant()).truncatedTo(ChronoUnit.MILLIS);
            Stamp by = new Stamp(at, at, HospitalDescription.DEPARTMENTS, "folder");
            for (Department one : departments) {
                var _ = intake.take(hospital, new Statement.OfDepartment(one.code(), words(one), by));
            }
        } catch (FolderRefused e) {
            log.atWarn()
                    .addKeyValue("problem", String.join("; ", e.problems()))
                    .log("a hospital's list of departments has a mistake and is not followed");
        }
        told.put(file, state);
    }

    /** A file of tomorrow must not win over the messages of today. */
    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }

    private static DepartmentWords words(Department department) {
        String phone = department.phone();
        return new DepartmentWords(
                Word.of(department.name().zh()), phone == null ? Word.absent() : Word.of(phone), Word.absent());
    }

    private List<Path> hospitals() {
        Path folder = properties.folder();
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> hospitals = Files.list(folder)) {
            return hospitals.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void stop() {
        ScheduledExecutorService threads = watch;
        watch = null;
        if (threads != null) {
            threads.shutdownNow();
        }
    }

    @Override
    public boolean isRunning() {
        return watch != null;
    }
}
