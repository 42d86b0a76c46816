package org.carecontact.notification.recipients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.security.GeneralSecurityException;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class PersonalKeysTest {

    private static final String PERSON = "tongren:PATIENT:P000123";

    private final PersonalKeys keys = new PersonalKeys(key(1));

    @Test
    void what_is_closed_opens_with_the_stored_key() throws Exception {
        PersonalKeys.Envelope envelope = keys.fresh(PERSON);
        String closed = envelope.close("13900139000");
        assertThat(keys.stored(PERSON, envelope.wrappedKey()).open(closed)).isEqualTo("13900139000");
    }

    @Test
    void every_person_and_every_registration_has_a_key_of_its_own() throws Exception {
        PersonalKeys.Envelope one = keys.fresh(PERSON);
        PersonalKeys.Envelope next = keys.fresh(PERSON);
        String closed = one.close("13900139000");
        assertThat(one.wrappedKey()).isNotEqualTo(next.wrappedKey());
        assertThatExceptionOfType(GeneralSecurityException.class).isThrownBy(() -> next.open(closed));
    }

    @Test
    void a_key_of_another_person_or_of_another_installation_does_not_open() {
        String wrapped = keys.fresh(PERSON).wrappedKey();
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> keys.stored("tongren:PATIENT:P000124", wrapped));
        assertThatExceptionOfType(GeneralSecurityException.class)
                .isThrownBy(() -> new PersonalKeys(key(2)).stored(PERSON, wrapped));
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[32];
        Arrays.fill(key, (byte) fill);
        return key;
    }
}
