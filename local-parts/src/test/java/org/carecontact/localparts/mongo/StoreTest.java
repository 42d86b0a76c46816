package org.carecontact.localparts.mongo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import de.bwaldvogel.mongo.bson.Document;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreTest {

    private static final long SMALL_SEGMENT = 64 << 10;

    @TempDir
    Path folder;

    @Test
    void what_was_committed_is_there_after_a_restart() {
        try (Store store = Store.open(folder, 1 << 20)) {
            StoredMap map = store.map("db.pairs");
            map.put("a", value("one"));
            map.put("b", value("two"));
            map.put("a", value("three"));
            map.remove("b");
            store.commit();
        }
        try (Store store = Store.open(folder, 1 << 20)) {
            assertThat(contents(store.map("db.pairs"))).isEqualTo(Map.of("a", "three"));
        }
    }

    @Test
    void dropped_and_renamed_maps_stay_so() {
        try (Store store = Store.open(folder, 1 << 20)) {
            store.map("db.old").put("a", value("kept"));
            store.map("db.gone").put("a", value("lost"));
            store.rename("db.old", "db.new");
            store.drop("db.gone");
            store.commit();
        }
        try (Store store = Store.open(folder, 1 << 20)) {
            assertThat(store.mapNames()).containsExactly("db.new");
            assertThat(contents(store.map("db.new"))).isEqualTo(Map.of("a", "kept"));
            assertThat(contents(store.map("db.gone"))).isEmpty();
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 5, 30})
    void an_unfinished_record_at_the_end_is_dropped_and_nothing_else(int missingBytes) throws IOException {
        try (Store store = Store.open(folder, 1 << 20)) {
            store.map("db.pairs").put("a", value("whole"));
            store.commit();
            store.map("db.pairs").put("b", value("cut"));
            store.commit();
        }
        Path file = folder.resolve("00000001.journal");
        try (SeekableByteChannel channel = Files.newByteChannel(file, StandardOpenOption.WRITE)) {
            channel.truncate(channel.size() - missingBytes);
        }
        try (Store store = Store.open(folder, 1 << 20)) {
            assertThat(contents(store.map("db.pairs"))).isEqualTo(Map.of("a", "whole"));
            store.map("db.pairs").put("c", value("after"));
            store.commit();
        }
        try (Store store = Store.open(folder, 1 << 20)) {
            assertThat(contents(store.map("db.pairs"))).isEqualTo(Map.of("a", "whole", "c", "after"));
        }
    }

    @Test
    void damage_before_the_end_is_told_and_not_passed_over() throws IOException {
        for (int i = 0; i < 2; i++) {
            try (Store store = Store.open(folder, 1 << 20)) {
                store.map("db.pairs").put("a" + i, value("whole"));
                store.commit();
            }
        }
        Path file = folder.resolve("00000001.journal");
        byte[] bytes = Files.readAllBytes(file);
        bytes[bytes.length - 5]++;
        Files.write(file, bytes);

        assertThatThrownBy(() -> Store.open(folder, 1 << 20)).hasMessageContaining("damaged at byte");
    }

    @Test
    void a_folder_in_use_is_refused() {
        try (var _ = Store.open(folder, 1 << 20)) {
            assertThatThrownBy(() -> Store.open(folder, 1 << 20)).hasMessageContaining(folder.toString());
        }
    }

    @Test
    void the_journal_does_not_outgrow_its_documents() {
        try (Store store = Store.open(folder, 0, SMALL_SEGMENT)) {
            StoredMap map = store.map("db.pairs");
            for (int i = 0; i < 20_000; i++) {
                map.put("key-" + i % 100, value("x".repeat(900) + i));
                if (i % 10 == 0) {
                    store.commit();
                }
            }
            store.commit();
            await().atMost(Duration.ofSeconds(60))
                    .untilAsserted(() -> assertThat(store.size()).isLessThan(3 * (SMALL_SEGMENT + 100 * 1000)));
            assertThat(contents(map)).hasSize(100).containsEntry("key-99", "x".repeat(900) + 19_999);
        }
    }

    /** Writers, removers and the cleaner at once; each key has one writer, so that the outcome is known. */
    @Test
    void four_writers_and_the_cleaner_leave_what_the_writers_say_after_each_of_three_restarts() throws Exception {
        Map<String, String> expected = new HashMap<>();
        for (int restart = 0; restart < 3; restart++) {
            try (Store store = Store.open(folder, 16 << 10, SMALL_SEGMENT);
                    ExecutorService threads = Executors.newFixedThreadPool(4)) {
                assertThat(contents(store.map("db.pairs"))).isEqualTo(expected);
                ArrayList<Callable<Map<String, String>>> writers = new ArrayList<Callable<Map<String, String>>>();
                for (int i = 0; i < 4; i++) {
                    String mine = "w" + i;
                    Random random = new Random(restart * 10L + i);
                    writers.add(() -> writeSome(store, mine, random));
                }
                for (Future<Map<String, String>> writer : threads.invokeAll(writers)) {
                    writer.get().forEach((key, value) -> {
                        if (value.isEmpty()) {
                            expected.remove(key);
                        } else {
                            expected.put(key, value);
                        }
                    });
                }
                assertThat(contents(store.map("db.pairs"))).isEqualTo(expected);
                await("the first file was emptied and deleted")
                        .atMost(Duration.ofSeconds(60))
                        .until(() -> Files.notExists(folder.resolve("00000001.journal")));
            }
        }
    }

    private static Map<String, String> writeSome(Store store, String name, Random random) {
        StoredMap map = store.map("db.pairs");
        Map<String, String> last = new HashMap<>();
        for (int i = 0; i < 3_000; i++) {
            String key = name + "-" + random.nextInt(50);
            String text = random.nextInt(5) == 0 ? "" : key + "=" + i + "y".repeat(random.nextInt(300));
            if (text.isEmpty()) {
                map.remove(key);
            } else {
                map.put(key, value(text));
            }
            last.put(key, text);
            if (random.nextInt(4) == 0) {
                store.commit();
            }
        }
        store.commit();
        return last;
    }

    @Test
    void values_larger_than_the_buffer_go_in_and_out() {
        String large = "z".repeat(3 << 20);
        try (Store store = Store.open(folder, 0)) {
            store.map("db.files").put("large", value(large));
            store.map("db.files").put("small", value("s"));
            store.commit();
        }
        try (Store store = Store.open(folder, 0)) {
            assertThat(contents(store.map("db.files"))).isEqualTo(Map.of("large", large, "small", "s"));
        }
    }

    @Test
    void whoever_waits_is_told_after_the_commit_and_not_before() {
        List<String> told = new ArrayList<>();
        try (Store store = Store.open(folder, 0)) {
            store.map("db.pairs").put("a", value("one"));
            long first = store.appended();
            store.whenDurable(first, failure -> told.add("first"));
            assertThat(told).isEmpty();
            store.commit();
            assertThat(told).containsExactly("first");
            store.whenDurable(first, failure -> told.add("at once"));
            assertThat(told).containsExactly("first", "at once");
        }
    }

    private static byte[] value(String text) {
        return Bson.encode(new Document("text", text));
    }

    private static Map<String, String> contents(StoredMap map) {
        Map<String, String> contents = new HashMap<>();
        for (Map.Entry<Object, Slot> entry : List.copyOf(map.snapshot())) {
            contents.put((String) entry.getKey(), (String)
                    Bson.decode(map.read(entry.getValue())).get("text"));
        }
        return contents;
    }
}
