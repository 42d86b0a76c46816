package org.carecontact.sandbox.hospitals;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.carecontact.kernel.hospitals.FolderRefused;
import org.carecontact.sandbox.people.Population;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@SuppressWarnings("NullAway.Init")
class HospitalFilesTest {

    @TempDir
    Path root;

    private Path folder;
    private Path hospitals;

    @BeforeEach
    void write() throws IOException {
        folder = root.resolve("anhe");
        hospitals = Files.createDirectories(root.resolve("installation"));
        put("hospital.yml", "id: anhe\nname: {zh: 安和, en: Anhe}\n");
        put("departments.yml", "- {code: cardiology, name: {zh: 心内科, en: Cardiology}}\n");
        put("feeds/his.yml", "hospital: anhe\nlike: hl7-v2\nport: 2579 # the engine\n");
    }

    private void put(String name, String text) throws IOException {
        Path file = folder.resolve(name);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void a_new_hospital_appears_and_nothing_is_left_beside_it() throws IOException {
        HospitalFiles files = HospitalFiles.read(folder);
        files.stage(hospitals, "anhe");
        assertThat(HospitalFiles.ids(hospitals))
                .as("what is staged is no hospital")
                .isEmpty();
        assertThat(HospitalFiles.folder(hospitals, "anhe"))
                .as("but it is known")
                .isNotNull();

        files.install(hospitals, "anhe");
        assertThat(HospitalFiles.ids(hospitals)).containsExactly("anhe");
        assertThat(HospitalFiles.installed(hospitals, "anhe").differences(files))
                .isEmpty();
        HospitalFiles.unstage(hospitals, "anhe");
        assertThat(Files.readString(hospitals.resolve("anhe/feeds/his.yml"))).contains("port: 2579");
    }

    @Test
    void of_a_hospital_that_is_there_only_what_changed_is_written_and_what_is_not_ours_stays() throws IOException {
        put("feeds/old.yml", "hospital: anhe\nlike: hl7-v2\nport: 2580\n");
        HospitalFiles.read(folder).install(hospitals, "anhe");
        Path inbox = Files.createDirectories(hospitals.resolve("anhe/feeds/inbox"));
        Files.writeString(inbox.resolve("day.csv"), "waits");
        FileTime longAgo = FileTime.from(Instant.parse("2026-01-01T00:00:00Z"));
        for (String name : List.of("hospital.yml", "departments.yml", "feeds/his.yml")) {
            Files.setLastModifiedTime(hospitals.resolve("anhe").resolve(name), longAgo);
        }

        put("departments.yml", "- {code: cardiology, name: {zh: 心脏科, en: Cardiology}}\n");
        Files.delete(folder.resolve("feeds/old.yml"));
        HospitalFiles changed = HospitalFiles.read(folder);
        assertThat(changed.differences(HospitalFiles.installed(hospitals, "anhe")))
                .containsExactly("departments.yml", "feeds/old.yml");
        changed.install(hospitals, "anhe");

        assertThat(Files.getLastModifiedTime(hospitals.resolve("anhe/feeds/his.yml")))
                .isEqualTo(longAgo);
        assertThat(Files.getLastModifiedTime(hospitals.resolve("anhe/departments.yml")))
                .isNotEqualTo(longAgo);
        assertThat(hospitals.resolve("anhe/feeds/old.yml")).doesNotExist();
        assertThat(inbox.resolve("day.csv")).exists();
    }

    @Test
    void ports_move_with_the_installation_and_back() {
        HospitalFiles files = HospitalFiles.read(folder);

        assertThat(files.moved(6000).text("feeds/his.yml")).contains("port: 8579 # the engine\n");
        assertThat(files.moved(6000).moved(-6000).differences(files)).isEmpty();
    }

    @Test
    void a_link_leads_nowhere() throws IOException {
        Path secret = Files.writeString(root.resolve("secret"), "secret");
        Files.createSymbolicLink(folder.resolve("feeds/link.yml"), secret);
        Files.createSymbolicLink(folder.resolve("policies"), root);

        FolderRefused refused = catchThrowableOfType(FolderRefused.class, () -> HospitalFiles.read(folder));
        assertThat(refused.problems())
                .hasSize(2)
                .allMatch(problem -> problem.endsWith(": a link; put the file itself there"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "feeds/UPPER.yml",
                "feeds/his.yaml",
                "feeds/a b.yml",
                "feeds/sub/his.yml",
                "policies/anhe.yml",
                "policies/.hidden.yaml",
                "forms/form.yaml",
                "people.yml",
                "templates/sms.yml",
                "feeds/key.pem.exe"
            })
    void what_is_not_known_is_refused_and_not_passed_over(String name) throws IOException {
        put(name, "x");
        if (name.startsWith("policies/.")) {
            assertThat(HospitalFiles.read(folder).names("policies"))
                    .as("hidden")
                    .isEmpty();
            return;
        }
        assertThatThrownBy(() -> HospitalFiles.read(folder))
                .isInstanceOf(FolderRefused.class)
                .hasMessageContaining("not known here");
    }

    @Test
    void a_file_has_a_limit_and_is_utf_8() throws IOException {
        Files.write(folder.resolve("departments.yml"), new byte[] {(byte) 0xd0, (byte) 0xc4});
        HospitalFiles files = HospitalFiles.read(folder);
        assertThatThrownBy(() -> files.text("departments.yml"))
                .hasMessage("departments.yml, line 1, column 1: the file is written in UTF-8");

        Files.write(folder.resolve("departments.yml"), new byte[(1 << 20) + 1]);
        assertThatThrownBy(() -> HospitalFiles.read(folder)).hasMessageContaining("more than 1048576 bytes");
    }

    @Test
    void people_of_an_added_hospital_are_known_from_the_moment_it_is_staged() {
        Population people = Population.with(hospitals);
        assertThat(people.find("anhe.v02")).isEmpty();

        HospitalFiles.read(folder).stage(hospitals, "anhe");

        assertThat(List.of("anhe.p000001", "anhe.d0001", "anhe.s02", "anhe.v01", "anhe.v02"))
                .allSatisfy(user -> assertThat(people.find(user))
                        .hasValueSatisfying(
                                person -> assertThat(person.hospital()).isEqualTo("anhe")));
        assertThat(people.find("anhe.d0002"))
                .as("one doctor in each department")
                .isEmpty();
        assertThat(people.find("nowhere.v01")).isEmpty();
        HospitalFiles.unstage(hospitals, "anhe");
        assertThat(people.find("anhe.v01")).isEmpty();
    }

    @Test
    void a_folder_that_says_another_hospital_has_no_people() throws IOException {
        put("hospital.yml", "id: other\nname: {zh: 别, en: Other}\n");
        HospitalFiles.read(folder).stage(hospitals, "anhe");

        assertThat(Population.with(hospitals).find("anhe.v01")).isEmpty();
    }

    @Test
    void the_sample_hospitals_are_such_folders() {
        assertThat(HospitalFiles.ids(SampleFolders.all())).containsExactly("meiyan", "tongren", "yunyi");
        assertThat(HospitalFiles.ids(SampleFolders.all()))
                .allSatisfy(
                        id -> assertThat(HospitalFiles.read(SampleFolders.all().resolve(id))
                                        .names())
                                .contains("hospital.yml", "departments.yml", "policies/" + id + ".yaml"));
    }
}
