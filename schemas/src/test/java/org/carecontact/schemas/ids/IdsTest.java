package org.carecontact.schemas.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IdsTest {

    private static final String PAIR = "abcdefghijklmnopqrstuvwx27";

    @Test
    void a_request_id_is_the_pairs_id_and_a_number() {
        RequestId request = RequestId.of(PAIR + "-12");

        assertThat(request.pair()).isEqualTo(new PairId(PAIR));
        assertThat(request.number()).isEqualTo(12);
        assertThat(request).hasToString(PAIR + "-12");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                PAIR,
                PAIR + "-",
                PAIR + "-0",
                PAIR + "-01",
                PAIR + "-1 ",
                PAIR + "-1\n",
                PAIR + "-1234567890",
                "Abcdefghijklmnopqrstuvwx27-1",
                "abcdefghijklmnopqrstuvwx18-1",
                PAIR + "-\u0661"
            })
    void nothing_else_is_a_request_id(String text) {
        assertThat(RequestId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> RequestId.of(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"P000123", "P.15", "住院/2026-001", "A B", "D~1", ".", "..", "..x", "%2F", "\uD83D\uDE00", "a:b"})
    void whatever_a_hospital_prints_is_an_id_and_comes_back_from_its_encoding(String text) {
        PatientId id = PatientId.parse(text).orElseThrow();

        assertThat(id.encoded()).matches("[A-Za-z0-9~_-][A-Za-z0-9~._-]*");
        assertThat(PatientId.decode(id.encoded())).contains(id);
    }

    @Test
    void usual_ids_are_encoded_as_they_are() {
        assertThat(new DoctorId("D-0007_x.2").encoded()).isEqualTo("D-0007_x.2");
        assertThat(new VisitId("门/1").encoded()).isEqualTo("~E9~97~A8~2F1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                " P1",
                "P1 ",
                "P\u00001",
                "P\n1",
                "P\u200B1",
                "P\u202E1",
                "P\uFEFF1",
                "P\uD8001",
                "P\uFE0F",
                "P\u00A01",
                "P\u2028",
                "P\uE000",
                "12345678901234567890123456789012345678901234567890123456789012345"
            })
    void what_cannot_be_seen_or_is_too_long_is_no_id(String text) {
        assertThat(PatientId.parse(text)).isEmpty();
        assertThatIllegalArgumentException().isThrownBy(() -> new PatientId(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"~", "~4", "~zz", "~41", "P~e4~b8~ad", "P~E4~B8", "P 1", "中", ".", "~C0~80", "~00", ""})
    void nothing_but_an_encoding_is_decoded(String text) {
        assertThat(PatientId.decode(text)).isEmpty();
    }

    @Test
    void two_ids_never_share_an_encoding() {
        Random random = new Random(7);
        for (int i = 0; i < 20_000; i++) {
            StringBuilder text = new StringBuilder();
            for (int n = random.nextInt(1, 12); n > 0; n--) {
                text.appendCodePoint(
                        random.nextBoolean() ? random.nextInt(0x20, 0x7f) : random.nextInt(0x4e00, 0x9fa5));
            }
            PatientId.parse(text.toString())
                    .ifPresent(id -> assertThat(PatientId.decode(id.encoded())).contains(id));
        }
    }
}
