package org.carecontact.house;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.regex.Pattern;
import org.carecontact.house.Packaged.Library;
import org.junit.jupiter.api.Test;

/** No test library runs in production: neither in a service nor in what {@code ./carecontact up} starts. */
class RuntimeLibrariesTest {

    private static final Pattern OF_TESTS = Pattern.compile("test-support|junit.*|assertj.*|archunit.*|testcontainers.*"
            + "|awaitility.*|mockito.*|netcrusher.*|spring-test|spring-boot-test.*|hamcrest.*");

    @Test
    void every_part_was_packaged() throws IOException {
        assertThat(Packaged.all().byPart().keySet())
                .contains(
                        "consent-service",
                        "feed-cli",
                        "hospital-gateway",
                        "notification-service",
                        "oversight-service",
                        "policy-cli",
                        "policy-service",
                        "request-service",
                        "sandbox",
                        "vendor-twin");
    }

    @Test
    void no_part_runs_with_a_library_of_tests() throws IOException {
        Packaged.all()
                .byPart()
                .forEach((part, libraries) -> assertThat(libraries)
                        .as(part)
                        .extracting(Library::artifact)
                        .noneMatch(OF_TESTS.asMatchPredicate()));
    }
}
