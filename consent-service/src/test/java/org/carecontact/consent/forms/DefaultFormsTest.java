package org.carecontact.consent.forms;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.carecontact.consent.forms.domain.DocumentKind;
import org.carecontact.consent.forms.domain.FormDecider;
import org.carecontact.consent.forms.domain.Section;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class DefaultFormsTest {

    private static final List<FormToSign> FORMS = DefaultForms.read(new JsonMapper());

    @Test
    void what_was_once_shipped_never_changes() {
        assertThat(FORMS.stream()
                        .collect(Collectors.toMap(
                                form -> form.form() + "/" + form.wording().version() + "/"
                                        + form.wording().language(),
                                form -> form.wording().sha256())))
                .isEqualTo(Map.of(
                        "default-consent/1/zh",
                        "502bb788d194db6674ca30cc55412f33a871e1f8755106f2b6897008cac67b5e",
                        "default-consent/1/en",
                        "56ae80ae7e276ebb6983df7fbdcf2bc35dff7841021fcaa6ab6eae1df16d897b",
                        "default-service-agreement/1/zh",
                        "3d5146c9a628ee199c1705765c28ca7f9db844e8bc53369b24e401b6b5931031",
                        "default-service-agreement/1/en",
                        "c1a7ccb02ed3a37b8bf87801dc4f0201e9eebee79a27eac86675169558795b5c",
                        "default-doctor-terms/1/zh",
                        "62ad040792230cd7058dfb27a8b050d34a02deb5d62ec740c3b2650e996e8a7c",
                        "default-doctor-terms/1/en",
                        "4a8398ab6070d3f91b1b3c1fbb40636f6c72dc90f55f2339016ba703d6113e39"));
    }

    @Test
    void every_default_consent_says_what_the_law_wants_in_the_same_order() {
        assertThat(FORMS.stream()
                        .filter(form -> form.kind() == DocumentKind.CONSENT)
                        .map(form -> form.wording().sections().stream()
                                .map(Section::id)
                                .toList()))
                .hasSize(2)
                .allSatisfy(ids -> assertThat(ids).isEqualTo(FormDecider.OF_A_CONSENT));
    }

    @Test
    void every_default_of_the_doctors_terms_says_what_it_must() {
        assertThat(FORMS.stream()
                        .filter(form -> form.kind() == DocumentKind.DOCTOR_TERMS)
                        .map(form -> form.wording().sections().stream()
                                .map(Section::id)
                                .toList()))
                .hasSize(2)
                .allSatisfy(ids ->
                        assertThat(ids).containsAll(FormDecider.OF_DOCTOR_TERMS).hasSize(6));
    }

    @Test
    void the_sections_of_all_default_forms_of_a_language_can_be_told_apart() {
        for (String language : List.of("zh", "en")) {
            assertThat(FORMS.stream()
                            .filter(form -> form.wording().language().equals(language))
                            .flatMap(form -> form.wording().sections().stream())
                            .map(Section::id))
                    .doesNotHaveDuplicates();
        }
    }
}
