package org.carecontact.request.phrases;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("R5, R12: phrases as an officer writes them")
class PhrasesTest {

    @ParameterizedTest
    @CsvSource({
        "胸痛, 我胸痛, true",
        "(胸|心口)~(痛|疼), 心口有点疼, true",
        "(胸|心口)~(痛|疼), 心口有点发疼, true",
        "(胸|心口)~(痛|疼), 心口一阵一阵地疼, false",
        "(胸|心口)…(痛|疼), 心口一阵一阵地疼, true",
        "(胸|心口)…(痛|疼), 心口不疼, false",
        "(胸|心口)…(痛|疼), 心口不停地疼, true",
        "血压~18#, 血压高185, true",
        "血压~18#, 血压135 心率180, false",
        "(|很|非常)痛, 头痛, true",
        "((剧|绞)痛|晕), 晕, true",
        "((剧|绞)痛|晕), 绞痛, true",
        "((剧|绞)痛|晕), 隐痛, false",
        "#年前, 三年前, true",
        "…呼吸, 呼吸, true",
        "a.b, axb, false",
        "PAIN, chest pain, true"
    })
    void r12_a_phrase_is_found_where_an_officer_expects_it(String phrase, String clause, boolean found) {
        assertThat(Phrases.of(List.of(phrase)).foundIn(clause)).isEqualTo(found);
        assertThat(Phrases.of(List.of(phrase)).in(clause).isEmpty()).isNotEqualTo(found);
    }

    @Test
    void r12_clauses_end_where_a_reader_would_pause() {
        assertThat(Phrases.clauses("没有发烧 胸痛,Yes!\n血压:135/85。39.5度. ok"))
                .containsExactly("没有发烧", "胸痛", "yes", "血压135/85", "39.5度", "ok");
        assertThat(Phrases.clauses("呼 吸 困难")).containsExactly("呼吸困难");
        assertThat(Phrases.clauses("He can’t wake up")).containsExactly("he can't wake up");
        assertThat(Phrases.clauses(" 。,")).isEmpty();
    }
}
