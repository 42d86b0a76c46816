package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.function.Supplier;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

class MongoServersTest {

    @Test
    void a_real_server_is_always_among_them_or_says_that_it_is_skipped() {
        List<Named<Supplier<String>>> servers = MongoServers.all().toList();
        assertThat(servers).hasSize(2);
        assertThat(servers.getFirst().getName()).isEqualTo("local Mongo server");
    }

    @Test
    void what_could_not_be_tried_is_skipped_and_not_passed() {
        assertThatThrownBy(() -> Skipped.aloud("thing: none here"))
                .isInstanceOf(TestAbortedException.class)
                .hasMessageContaining("SKIPPED");
    }

    @Test
    void a_named_server_keeps_its_address_and_options() {
        assertThat(MongoServers.withDatabase("mongodb://u:p@a:1,b:2/?replicaSet=rs0", "t1"))
                .isEqualTo("mongodb://u:p@a:1,b:2/t1?replicaSet=rs0");
        assertThat(MongoServers.withDatabase("mongodb://a:1", "t1")).isEqualTo("mongodb://a:1/t1");
        assertThat(MongoServers.withDatabase("mongodb://a:1/other", "t1")).isEqualTo("mongodb://a:1/t1");
    }
}
