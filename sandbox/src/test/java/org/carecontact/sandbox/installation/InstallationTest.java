package org.carecontact.sandbox.installation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.carecontact.localparts.JvmFlags;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@SuppressWarnings("NullAway.Init")
class InstallationTest {

    /** Away from whatever runs on this machine. */
    private static final int OFFSET = 21_000;

    @TempDir
    Path root;

    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void a_port_that_another_process_has_is_reported_with_its_use_its_owner_and_the_way_out() throws Exception {
        Site site = Site.up(root, OFFSET);
        int port = site.ports().service("policy-service");
        try (var _ = new ServerSocket(port, 1, InetAddress.getByName("127.0.0.1"));
                Installation installation = Installation.at(site, Settings.USUAL, said::add)) {
            assertThatThrownBy(() -> installation.start(System.currentTimeMillis()))
                    .isInstanceOfSatisfying(
                            StartFailed.class, e -> assertThat(e.exitCode()).isEqualTo(3))
                    .hasMessageContaining("port %d (policy-service) is taken by process %d (java)"
                            .formatted(port, ProcessHandle.current().pid()))
                    .hasMessageContaining("./carecontact up --port-offset");
        }
    }

    @Test
    void a_second_supervisor_of_the_same_site_is_refused_and_leaves_the_first_alone() {
        Site site = Site.up(root, OFFSET);
        try (var _ = Installation.at(site, Settings.USUAL, said::add)) {
            assertThatThrownBy(() -> Installation.at(site, Settings.USUAL, said::add))
                    .isInstanceOf(StartFailed.class)
                    .hasMessageContaining("is running already");
        }
        try (Installation again = Installation.at(site, Settings.USUAL, said::add)) {
            assertThat(again.isOpen()).isTrue();
        }
    }

    @Test
    void what_a_killed_supervisor_left_running_is_stopped_by_the_next_start() throws Exception {
        Site site = Site.demo(root, OFFSET);
        Process orphan = new ProcessBuilder(
                        JvmFlags.JAVA,
                        KnownProcess.mark(site, "doorman"),
                        "-Xmx16m",
                        "-cp",
                        Doorman.CLASSES,
                        Doorman.class.getName(),
                        "0")
                .start();
        try (var _ = Installation.at(site, Settings.FRESH, said::add)) {
            assertThat(orphan.isAlive()).isFalse();
            assertThat(said).singleElement().asString().contains("left behind", "doorman");
        }
    }

    @Test
    void nobody_but_the_owner_enters_its_folders_even_when_they_were_open_before() throws Exception {
        Site site = Site.up(root, OFFSET);
        Files.createDirectories(site.data());
        Files.setPosixFilePermissions(site.home(), PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(site.data(), PosixFilePermissions.fromString("rwxr-xr-x"));
        try (var _ = Installation.at(site, Settings.USUAL, said::add)) {
            assertThat(List.of(site.home(), site.data(), site.logs(), site.pids()))
                    .allSatisfy(folder -> assertThat(Files.getPosixFilePermissions(folder))
                            .isEqualTo(PosixFilePermissions.fromString("rwx------")));
        }
    }

    @Test
    void secrets_are_made_once_and_only_their_owner_reads_them() throws Exception {
        Site site = Site.up(root, OFFSET);
        String password;
        try (Installation first = Installation.at(site, Settings.USUAL, said::add)) {
            password = first.password("operator");
        }
        try (Installation second = Installation.at(site, Settings.USUAL, said::add)) {
            assertThat(second.password("operator")).isEqualTo(password);
        }
        assertThat(Files.getPosixFilePermissions(site.secrets()))
                .isEqualTo(PosixFilePermissions.fromString("rwx------"));
        try (Stream<Path> files = Files.list(site.secrets())) {
            assertThat(files)
                    .isNotEmpty()
                    .allSatisfy(file -> assertThat(Files.getPosixFilePermissions(file))
                            .isEqualTo(PosixFilePermissions.fromString("rw-------")));
        }
        try (Installation other = Installation.at(Site.demo(root, OFFSET), Settings.USUAL, said::add)) {
            assertThat(other.password("operator")).isNotEqualTo(password);
        }
    }

    @Test
    void the_ports_of_up_and_demo_are_all_different() {
        List<Integer> all = List.of(Site.up(root, 0), Site.demo(root, 0)).stream()
                .flatMap(site -> site.ports().all().keySet().stream())
                .toList();
        assertThat(all).doesNotHaveDuplicates();
    }
}
