package org.carecontact.notification.providers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the hospitals' files of providers say; they are read again when they change, and a bad one changes nothing. */
final class ProviderFiles implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(ProviderFiles.class);

    private final ScheduledExecutorService looks = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("provider-files").factory());
    private final SettingsReader reader;
    private final @Nullable Path folder;
    private final Map<String, String> seen = new HashMap<>();
    private volatile Map<String, HospitalSettings> current = Map.of();

    /**
     * Reads all and looks again from then on.
     *
     * @throws SettingsRefused with the first thing that is wrong
     */
    ProviderFiles(SettingsReader reader, @Nullable Path folder, Duration every) {
        this.reader = reader;
        this.folder = folder;
        Map<String, HospitalSettings> read = new HashMap<>();
        for (Path hospital : hospitals()) {
            String id = id(hospital);
            seen.put(id, state(hospital));
            reader.read(id, hospital).ifPresent(settings -> take(settings, read));
        }
        current = Map.copyOf(read);
        var _ = looks.scheduleWithFixedDelay(this::look, every.toMillis(), every.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Returns what the hospital's file says; empty for one without. */
    Optional<HospitalSettings> of(String hospital) {
        return Optional.ofNullable(current.get(hospital));
    }

    /** Returns what all files say. */
    List<HospitalSettings> all() {
        return List.copyOf(current.values());
    }

    private void look() {
        try {
            Map<String, HospitalSettings> next = new HashMap<>(current);
            List<Path> hospitals = hospitals();
            for (Path hospital : hospitals) {
                String id = id(hospital);
                String state = state(hospital);
                if (!state.equals(seen.put(id, state))) {
                    try {
                        reader.read(id, hospital)
                                .ifPresentOrElse(settings -> take(settings, next), () -> next.remove(id));
                        log.atInfo().addKeyValue("hospital", id).log("the providers of a hospital were read again");
                    } catch (SettingsRefused e) {
                        log.atError()
                                .addKeyValue("hospital", id)
                                .log("the providers of a hospital stay as they were: {}", e.getMessage());
                    }
                }
            }
            next.keySet().retainAll(hospitals.stream().map(ProviderFiles::id).toList());
            current = Map.copyOf(next);
        } catch (UncheckedIOException e) {
            log.atWarn().log("the folders of the hospitals can't be read");
        } catch (RuntimeException e) {
            log.atError()
                    .addKeyValue("error", e.getClass().getSimpleName())
                    .log("looking at the hospitals' providers failed");
        }
    }

    /** Reports of one hospital must not be heard as another's: no two have the same secret of a path. */
    private static void take(HospitalSettings settings, Map<String, HospitalSettings> all) {
        for (HospitalSettings other : all.values()) {
            if (!other.hospital().equals(settings.hospital())) {
                settings.doors().forEach((secret, door) -> {
                    if (other.doors().containsKey(secret)) {
                        throw new SettingsRefused(settings.hospital() + "/" + SettingsReader.FILE
                                + ": the callback of '" + door.provider()
                                + "' has the secret of a path of another hospital; each needs its own");
                    }
                });
            }
        }
        all.put(settings.hospital(), settings);
    }

    private List<Path> hospitals() {
        if (folder == null || !Files.isDirectory(folder)) {
            return List.of();
        }
        return listed(folder).stream()
                .filter(each -> HospitalDescription.isId(id(each)) && Files.isDirectory(each))
                .toList();
    }

    private static String id(Path hospital) {
        return hospital.getFileName().toString();
    }

    /** What tells a changed folder from one that is as it was: names, sizes and times. */
    private static String state(Path hospital) {
        return Stream.concat(
                        Stream.of(hospital.resolve(SettingsReader.FILE)),
                        Files.isDirectory(hospital.resolve(SettingsReader.TEXTS))
                                ? listed(hospital.resolve(SettingsReader.TEXTS)).stream()
                                : Stream.empty())
                .filter(Files::isRegularFile)
                .map(ProviderFiles::stateOf)
                .collect(Collectors.joining("\n"));
    }

    private static String stateOf(Path file) {
        try {
            return file.getFileName() + " " + Files.size(file) + " " + Files.getLastModifiedTime(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Path> listed(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        looks.shutdownNow();
    }
}
