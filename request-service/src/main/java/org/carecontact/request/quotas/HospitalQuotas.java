package org.carecontact.request.quotas;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.carecontact.kernel.hospitals.FolderRefused;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.kernel.hospitals.Quotas;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** What the hospitals' files say of quotas; they are read again when they change, and a bad one changes nothing. */
@Component
final class HospitalQuotas implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(HospitalQuotas.class);

    /**
     * What one hospital's file says.
     *
     * @param zone where its days begin
     */
    record Rules(Quotas quotas, ZoneId zone) {
        private static final Rules NONE = new Rules(Quotas.NONE, HospitalDescription.COUNTRY);
    }

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("hospital-quotas").factory());
    private final @Nullable Path folder;
    private final Map<String, String> seen = new HashMap<>();
    private volatile Map<String, Rules> current = Map.of();

    /**
     * Reads all and looks again from then on.
     *
     * @throws FolderRefused when one is wrong
     */
    HospitalQuotas(QuotaProperties properties) {
        folder = properties.folder();
        Map<String, Rules> read = new HashMap<>();
        for (Path file : files()) {
            seen.put(hospital(file), state(file));
            read.put(hospital(file), read(file));
        }
        current = Map.copyOf(read);
        long pause = properties.lookEvery().toMillis();
        var _ = looks.scheduleWithFixedDelay(this::look, pause, pause, TimeUnit.MILLISECONDS);
    }

    Rules of(String hospital) {
        return current.getOrDefault(hospital, Rules.NONE);
    }

    private void look() {
        try {
            Map<String, Rules> next = new HashMap<>(current);
            List<Path> files = files();
            for (Path file : files) {
                String state = state(file);
                if (!state.equals(seen.put(hospital(file), state))) {
                    follow(file, next);
                }
            }
            List<String> there = files.stream().map(HospitalQuotas::hospital).toList();
            next.keySet().retainAll(there);
            seen.keySet().retainAll(there);
            current = Map.copyOf(next);
        } catch (UncheckedIOException e) {
            log.atWarn().log("the folders of the hospitals can't be read");
        }
    }

    private static void follow(Path file, Map<String, Rules> next) {
        try {
            Rules rules = read(file);
            if (!rules.equals(next.put(hospital(file), rules))) {
                log.atInfo().addKeyValue("hospital", hospital(file)).log("the quotas of a hospital were read again");
            }
        } catch (FolderRefused e) {
            log.atError()
                    .addKeyValue("hospital", hospital(file))
                    .log("the quotas of a hospital stay as they were: {}", e.getMessage());
        }
    }

    private static Rules read(Path file) {
        String name = hospital(file) + "/" + HospitalDescription.HOSPITAL;
        try {
            HospitalDescription read = HospitalDescription.of(name, Files.readString(file), "", null);
            return new Rules(read.quotas(), read.zone());
        } catch (MalformedInputException _) {
            throw new FolderRefused(name + ", line 1, column 1: the file is written in UTF-8");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<Path> files() {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(folder)) {
            return folders.filter(
                            each -> HospitalDescription.isId(each.getFileName().toString()))
                    .map(each -> each.resolve(HospitalDescription.HOSPITAL))
                    .filter(Files::isRegularFile)
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String hospital(Path file) {
        return file.getName(file.getNameCount() - 2).toString();
    }

    /** What tells a changed file from one that is as it was. */
    private static String state(Path file) {
        try {
            return Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
