package org.carecontact.request.statements.domain;

import static org.assertj.core.api.Assertions.assertThat;

import org.carecontact.request.statements.domain.Statement.Gap;
import org.carecontact.request.statements.domain.Statement.Part;
import org.carecontact.request.statements.domain.Statement.Privacy;
import org.carecontact.request.statements.domain.Statement.Promises;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StatementTest {

    private static final Promises PROMISED = new Promises(true, true, true);
    private static final Privacy PRIVATE = new Privacy(true, true);
    private static final String NEED = "这次治疗方案需要定期调整药物剂量";

    @Test
    void r3_three_parts_make_a_statement() {
        assertThat(new Statement("MEDICATION_ADJUSTMENT", NEED, PROMISED, PRIVATE).gap(_ -> false))
                .isEmpty();
    }

    @Test
    void the_missing_part_is_named() {
        assertThat(gap(null, NEED, PROMISED, PRIVATE)).isEqualTo(new Gap.Missing(Part.PURPOSE));
        assertThat(gap("CHRONIC_CARE", null, PROMISED, PRIVATE)).isEqualTo(new Gap.Missing(Part.NEED));
        assertThat(gap("CHRONIC_CARE", "  ", PROMISED, PRIVATE)).isEqualTo(new Gap.Missing(Part.NEED));
        assertThat(gap("CHRONIC_CARE", NEED, null, PRIVATE)).isEqualTo(new Gap.Missing(Part.PROMISES));
        assertThat(gap("CHRONIC_CARE", NEED, PROMISED, null)).isEqualTo(new Gap.Missing(Part.PRIVACY));
    }

    @Test
    void r3_each_single_promise_is_needed() {
        assertThat(gap("CHRONIC_CARE", NEED, new Promises(null, true, true), PRIVATE))
                .isEqualTo(new Gap.Missing(Part.WORKING_HOURS_ONLY));
        assertThat(gap("CHRONIC_CARE", NEED, new Promises(true, false, true), PRIVATE))
                .isEqualTo(new Gap.Missing(Part.NON_URGENT_NEVER_DISTURBS));
        assertThat(gap("CHRONIC_CARE", NEED, new Promises(true, true, null), PRIVATE))
                .isEqualTo(new Gap.Missing(Part.CONCISE));
        assertThat(gap("CHRONIC_CARE", NEED, PROMISED, new Privacy(false, true)))
                .isEqualTo(new Gap.Missing(Part.DOCTOR_WORK_INFORMATION));
        assertThat(gap("CHRONIC_CARE", NEED, PROMISED, new Privacy(true, null)))
                .isEqualTo(new Gap.Missing(Part.PATIENT_DATA));
    }

    @Test
    void convenience_is_no_purpose_and_an_unknown_purpose_is_none_either() {
        assertThat(gap("CONVENIENCE", NEED, PROMISED, PRIVATE)).isEqualTo(new Gap.NoMedicalNeed(Part.PURPOSE));
        assertThat(gap("GOSSIP", NEED, PROMISED, PRIVATE)).isEqualTo(new Gap.UnknownPurpose());
    }

    @Test
    void a_need_is_concise() {
        String longest = "调药".repeat(Statement.LONGEST_NEED / 2);
        assertThat(new Statement("CHRONIC_CARE", longest, PROMISED, PRIVATE).gap(_ -> false))
                .isEmpty();
        assertThat(gap("CHRONIC_CARE", longest + "。", PROMISED, PRIVATE)).isEqualTo(new Gap.TooLong());
    }

    @Test
    void r4_a_need_that_names_none_is_none() {
        assertThat(new Statement("OTHER_MEDICAL", "加微信", PROMISED, PRIVATE).gap("加微信"::equals))
                .contains(new Gap.NoMedicalNeed(Part.NEED));
    }

    private static Gap gap(
            @Nullable String purpose, @Nullable String need, @Nullable Promises promises, @Nullable Privacy privacy) {
        return new Statement(purpose, need, promises, privacy).gap(_ -> false).orElseThrow();
    }
}
