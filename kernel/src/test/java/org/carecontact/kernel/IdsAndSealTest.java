package org.carecontact.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.carecontact.kernel.keys.Pairs;
import org.carecontact.kernel.keys.Seal;
import org.junit.jupiter.api.Test;

class IdsAndSealTest {

    private final Pairs pairs = new Pairs(new byte[32]);
    private final Seal seal = new Seal(new byte[32]);

    @Test
    void a_pair_has_one_id_and_no_two_pairs_share_it() {
        assertThat(pairs.of("h1", "P1", "D1")).isEqualTo(pairs.of("h1", "P1", "D1"));
        assertThat(pairs.of("h1", "P1", "D1")).isNotEqualTo(pairs.of("h2", "P1", "D1"));
        assertThat(pairs.of("h1", "P1D", "1")).isNotEqualTo(pairs.of("h1", "P1", "D1"));
        assertThat(new Pairs("another installation's secret key".getBytes(java.nio.charset.StandardCharsets.UTF_8))
                        .of("h1", "P1", "D1"))
                .isNotEqualTo(pairs.of("h1", "P1", "D1"));
    }

    /** The ids of an installation must never change: they are keys of documents and of Kafka records. */
    @Test
    void the_id_of_a_pair_stays_what_it_is() {
        assertThat(pairs.of("tongren", "P000001", "D0001")).hasToString("oq45x3phttkapa5m27vsskxmcy");
        assertThat(pairs.of("h1", "P1", "D1")).hasToString("2v6yqn33ueucu4bms2he5d3574");
    }

    @Test
    void a_sealed_secret_opens_for_its_purpose_only_and_any_changed_byte_is_refused() {
        byte[] sealed = seal.close("13800000000", "contact:h1:P1");
        assertThat(seal.open(sealed, "contact:h1:P1")).isEqualTo("13800000000");
        assertThatThrownBy(() -> seal.open(sealed, "contact:h2:P1")).isInstanceOf(IllegalArgumentException.class);
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> seal.open(changed, "contact:h1:P1")).isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void short_keys_are_refused() {
        assertThatThrownBy(() -> new Pairs(new byte[16])).hasMessageContaining("carecontact.ids.key");
        assertThatThrownBy(() -> new Seal(new byte[16])).hasMessageContaining("carecontact.sealing.key");
    }
}
