package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Rules for a problems.yml. In a module's tests: {@code class ProblemsTest implements ProblemRules {}}. */
public interface ProblemRules {

    @Test
    default void every_type_that_the_sources_name_has_an_entry() {
        Set<String> known = Stream.of(ProblemEntries.ofThisModule(), ProblemEntries.shared())
                .flatMap(entries -> entries.types().stream())
                .collect(Collectors.toSet());
        assertThat(known).containsAll(ProblemEntries.named());
    }

    @Test
    default void every_entry_is_used() {
        Set<String> literals = ProblemEntries.literals();
        assertThat(ProblemEntries.ofThisModule().types()).isSubsetOf(literals);
    }

    @Test
    default void a_type_stands_in_one_file() {
        Map<String, List<Path>> places = new TreeMap<>();
        ProblemEntries.files()
                .forEach(file -> ProblemEntries.in(file)
                        .types()
                        .forEach(type -> places.merge(
                                type,
                                List.of(file),
                                (one, other) -> Stream.concat(one.stream(), other.stream())
                                        .toList())));
        assertThat(places).allSatisfy((type, files) -> assertThat(files).hasSize(1));
    }

    @Test
    default void every_entry_has_a_type_a_status_and_a_title() {
        ProblemEntries.ofThisModule().all().forEach((type, entry) -> {
            assertThat(type).matches("[a-z0-9]+(-[a-z0-9]+)*");
            assertThat(entry.get("status"))
                    .as(type)
                    .isInstanceOfSatisfying(
                            Integer.class, status -> assertThat(status).as(type).isBetween(400, 599));
            assertThat(entry.keySet()).as(type).contains("title").isSubsetOf("status", "title", "detail", "remedy");
        });
    }

    @Test
    default void every_text_is_english_and_chinese_and_keeps_them_apart() {
        ProblemEntries.ofThisModule().forEachText((where, texts) -> {
            assertThat(texts.keySet()).as(where).containsExactlyInAnyOrder("en", "zh");
            String en = Objects.requireNonNull(texts.get("en"));
            String zh = Objects.requireNonNull(texts.get("zh"));
            assertThat(ProblemEntries.values(zh)).as(where).isEqualTo(ProblemEntries.values(en));
            // Nobody knows whether the value would begin with a vowel.
            assertThat(en).as(where).doesNotContainPattern("\\b[Aa]n? \\{");
            if (!ProblemEntries.isOnlyAValue(en)) {
                assertThat(en).as(where).containsPattern("[A-Za-z]").doesNotContainPattern(ProblemEntries.CHINESE);
                assertThat(zh)
                        .as(where)
                        .containsPattern("\\p{IsHan}")
                        .doesNotContainPattern(ProblemEntries.ENGLISH)
                        .doesNotContainPattern(ProblemEntries.HALF_WIDTH);
            }
        });
    }
}
