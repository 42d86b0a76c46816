package org.carecontact.notification.dispatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.URI;
import java.util.Properties;
import org.carecontact.notification.correspondence.domain.NoticeKind;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

final class TemplatesTest {

    private static final URI PORTAL = URI.create("https://portal.example.org");

    @ParameterizedTest
    @ValueSource(strings = {"zh", "en"})
    void every_kind_has_a_text(String language) {
        assertThat(Templates.of(shipped(), PORTAL, language)).isNotNull();
    }

    @Test
    void a_language_that_does_not_exist_stops_the_start() {
        assertThatIllegalArgumentException().isThrownBy(() -> Templates.of(shipped(), PORTAL, "fr"));
    }

    @ParameterizedTest
    @CsvSource({
        "CONTACT_GRANTED.en, ''",
        "CONTACT_GRANTED.zh, 没有链接",
        "CONTACT_GRANTED.zh, '{link} {doctor}'",
        "CONTACT_GRANTED.zh, '{link} {code}'",
        "SIGNING_CODE.zh, '{code}'",
        "SIGNING_CODE.en, '{code} {minutes} {link}'"
    })
    void a_text_that_lacks_a_place_or_has_one_too_many_stops_the_start(String which, String text) {
        Properties changed = shipped();
        changed.setProperty(which, text);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Templates.of(changed, PORTAL, "zh"))
                .withMessageContaining(which);
    }

    @Test
    void a_text_longer_than_two_parts_of_an_sms_stops_the_start() {
        Properties changed = shipped();
        changed.setProperty("CONTACT_GRANTED.zh", "长".repeat(90) + "{link}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Templates.of(changed, PORTAL, "zh"))
                .withMessageContaining("characters");
    }

    @Test
    void a_code_fits_one_part_of_an_sms_and_no_text_needs_more_than_thirty_five_characters_beside_its_link() {
        Properties shipped = shipped();
        for (NoticeKind kind : NoticeKind.values()) {
            String text = shipped.getProperty(kind + ".zh");
            assertThat(text.replace("{link}", "")).hasSizeLessThanOrEqualTo(kind == NoticeKind.SIGNING_CODE ? 70 : 35);
        }
    }

    private static Properties shipped() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("templates.yml"));
        return java.util.Objects.requireNonNull(yaml.getObject());
    }
}
