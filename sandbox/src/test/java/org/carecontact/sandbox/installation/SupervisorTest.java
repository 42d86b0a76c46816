package org.carecontact.sandbox.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.carecontact.localparts.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class SupervisorTest {

    private static final Duration SOON = Duration.ofSeconds(60);

    @TempDir
    Path root;

    private final List<String> said = new CopyOnWriteArrayList<>();
    private Site site;
    private Supervisor supervisor;

    @BeforeEach
    void setUp() {
        site = Site.up(root, 0);
        supervisor = new Supervisor(site, said::add);
    }

    @AfterEach
    void tearDown() {
        supervisor.beginToStop();
        supervisor.stop(Set.of("doorman"));
        assertThat(KnownProcess.all(site)).isEmpty();
    }

    @Test
    void a_part_that_is_killed_is_started_again_and_the_person_is_told() {
        supervisor.start(Doorman.at(Ports.free()));
        Process first = supervisor.child("doorman").process;
        said.clear();
        first.destroyForcibly();
        await().atMost(SOON)
                .until(() -> supervisor.child("doorman").restarts == 1 && supervisor.child("doorman").ready);
        assertThat(supervisor.child("doorman").process.pid()).isNotEqualTo(first.pid());
        await().atMost(SOON).until(() -> said.size() == 2);
        assertThat(said.getFirst())
                .isEqualTo("doorman (process %d) was killed by signal 9: starting it again".formatted(first.pid()));
        assertThat(said.getLast()).startsWith("doorman is ready again after ");
    }

    @Test
    void a_part_that_ends_before_it_is_ready_is_explained_with_the_end_of_its_log() {
        assertThatThrownBy(() -> supervisor.start(Doorman.refusing()))
                .isInstanceOf(StartFailed.class)
                .hasMessageContaining("doorman ended with code 7 before it was ready")
                .hasMessageContaining("I would rather not");
    }

    @Test
    void what_an_earlier_supervisor_left_behind_is_known_by_its_command_line_alone() throws Exception {
        supervisor.start(Doorman.at(Ports.free()));
        Process process = supervisor.child("doorman").process;
        Files.delete(site.pids().resolve("doorman"));
        assertThat(KnownProcess.find(site, "doorman")).map(KnownProcess::handle).contains(process.toHandle());
        assertThat(KnownProcess.all(Site.demo(root, 0))).isEmpty();
    }

    @Test
    void a_number_that_another_process_got_meanwhile_is_not_taken_for_ours() throws Exception {
        Process stranger = new ProcessBuilder("sleep", "60").start();
        try {
            Files.createDirectories(site.pids());
            long longAgo = stranger.info()
                    .startInstant()
                    .orElseThrow()
                    .minusSeconds(3600)
                    .toEpochMilli();
            Files.writeString(site.pids().resolve("doorman"), stranger.pid() + " " + longAgo);
            assertThat(KnownProcess.all(site)).isEmpty();
            // Nor when even the time is right: the command line is another's.
            KnownProcess.remember(site, "doorman", stranger.toHandle());
            assertThat(KnownProcess.all(site)).isEmpty();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void nobody_but_the_owner_reads_what_a_part_writes() throws Exception {
        supervisor.start(Doorman.at(Ports.free()));
        try (Stream<Path> files = Files.walk(site.home())) {
            List<Path> all = files.filter(Files::isRegularFile).toList();
            assertThat(all)
                    .extracting(file -> file.getFileName().toString())
                    .contains("visitors", "doorman.log", "doorman");
            assertThat(all)
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
    }
}
