package org.carecontact.policy.cases;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import com.mongodb.client.MongoDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.bson.Document;
import org.carecontact.kernel.store.Documents;
import org.carecontact.policy.PolicyServiceApplication;
import org.carecontact.policy.cases.domain.Pair;
import org.carecontact.policy.cases.domain.PairCommand;
import org.carecontact.policy.cases.domain.PairEvent;
import org.carecontact.policy.cases.domain.PairRejection;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Decisions, their policies and the answers about them as the service stored and gave them before a request had an
 * authority (P7). The files were written by that version and are never written anew.
 */
class StoredBeforeAuthorityTest {

    private static final Path STORED = Path.of("src", "test", "resources", "stored-before-authority");
    private static final String HOSPITAL = "meiyan";

    private static final RunningService SERVICE = start();

    static List<String> requests() {
        return files("answer-").stream()
                .map(file -> file.getFileName().toString())
                .map(name -> name.substring("answer-".length(), name.length() - ".json".length()))
                .toList();
    }

    private static RunningService start() {
        String database = "stored_before_authority";
        String uri = Installation.shared().mongoUri(database);
        try (MongoClient client = MongoClients.create(uri)) {
            MongoDatabase stored = client.getDatabase(database);
            files("pair-").forEach(file -> stored.getCollection("pairs").insertOne(Document.parse(read(file))));
            files("policy-").forEach(file -> stored.getCollection("policies").insertOne(Document.parse(read(file))));
        }
        return RunningService.of(PolicyServiceApplication.class, "policy-service")
                .topics(1, Topics.DECISIONS)
                .with("spring.kafka.listener.auto-startup", false)
                .with("spring.mongodb.uri", uri)
                .start();
    }

    @AfterAll
    static void close() {
        SERVICE.close();
    }

    @ParameterizedTest
    @MethodSource("requests")
    void p7_a_decision_without_an_authority_is_made_again_byte_for_byte(String request) {
        String officer = SERVICE.supervisor(HOSPITAL, "V1");
        String then = read(STORED.resolve("answer-" + request + ".json"));

        assertThat(SERVICE.get(officer, "/decisions/" + request).is(200).body()).isEqualTo(then);
        assertThat(SERVICE.post(officer, "/decisions/" + request + "/replay", "{}")
                        .is(200)
                        .body())
                .isEqualTo(then);
    }

    @Test
    void they_are_decisions_about_families_who_have_no_authority_by_policies_that_hold_no_more() {
        Documents<PairCommand, Pair, PairEvent, PairRejection> pairs =
                SERVICE.bean(Documents.class, PairCommand.class, Pair.class, PairEvent.class, PairRejection.class);

        assertThat(files("pair-"))
                .hasSizeGreaterThan(2)
                .allSatisfy(file -> assertThat(read(file))
                        .contains("\"FAMILY\"", "national@2")
                        .doesNotContain("authority"));
        assertThat(requests()).hasSameSizeAs(files("pair-")).allSatisfy(request -> {
            RequestId id = RequestId.of(request);
            assertThat(pairs.find(HOSPITAL, id.pair().value())
                            .flatMap(stored -> stored.state().caseOf(id))
                            .map(found ->
                                    Optional.ofNullable(found.decided().asked().authority())))
                    .contains(Optional.empty());
        });
    }

    private static List<Path> files(String begin) {
        try (Stream<Path> all = Files.list(STORED)) {
            return all.filter(file -> file.getFileName().toString().startsWith(begin))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
