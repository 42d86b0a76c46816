package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.carecontact.localparts.Ports;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;

/** Hundreds of messages as real senders write them: each gets its answer, and the documentation has the table. */
class CorpusTest extends RunningGateway {

    private static final Path TABLE = Path.of("../docs/feeds/answers.md");
    private static final String BEGIN = "<!-- generated: answers -->";
    private static final String END = "<!-- /generated -->";
    private static final int LONGEST_LIST = 400;
    private static final RunningService FEEDS = gateway(HospitalsFolder.of(HOSPITALS)
                    .feed("meiyan", Ports.free(), "like: chinese-his", "departments: { 心血管内科门诊: cardiology }"))
            .start();

    CorpusTest() {
        super(FEEDS);
    }

    private MllpClient.Answer answer(Corpus.Sent sent) {
        try (MllpClient client = new MllpClient(mllp(sent.hospital()))) {
            client.write(MllpClient.block(sent.bytes()));
            return client.receive();
        }
    }

    @Test
    void every_message_is_answered_with_its_control_id_and_the_table_says_how() throws IOException {
        List<Corpus.Sent> corpus = Corpus.all();
        assertThat(corpus).hasSizeGreaterThan(300);
        Map<String, Map<String, List<String>>> table = new LinkedHashMap<>();
        List<String> withoutId = new ArrayList<>();
        for (Corpus.Sent sent : corpus) {
            MllpClient.Answer answer = answer(sent);
            if (!answer.field("MSA", 2).equals(sent.controlId())) {
                withoutId.add(sent.group() + ": " + sent.name() + " got " + answer.field("MSA", 2));
            }
            table.computeIfAbsent(sent.group(), _ -> new TreeMap<>())
                    .computeIfAbsent(verdict(answer), _ -> new ArrayList<>())
                    .add(sent.name());
        }
        assertThat(withoutId).isEmpty();
        String drawn = drawn(table, corpus.size());
        String document = Files.readString(TABLE);
        int begin = document.indexOf(BEGIN) + BEGIN.length();
        int end = document.indexOf(END);
        if (Boolean.getBoolean("approve")) {
            Files.writeString(TABLE, document.substring(0, begin) + drawn + document.substring(end));
        } else {
            assertThat(document.substring(begin, end))
                    .as("-Dapprove=true writes it anew")
                    .isEqualTo(drawn);
        }
    }

    /** AA with what it says beside: not used, or a warning. */
    private static String verdict(MllpClient.Answer answer) {
        return answer.verdict().equals("AA") && !answer.field("MSA", 3).isEmpty() ? "AA, not used" : answer.verdict();
    }

    private static String drawn(Map<String, Map<String, List<String>>> table, int size) {
        StringBuilder text = new StringBuilder(
                "\n" + size + " messages.\n\n| sender | answer | messages | which |\n|---|---|---|---|\n");
        table.forEach((group, verdicts) -> verdicts.forEach((verdict, names) ->
                text.append("| %s | %s | %d | %s |\n".formatted(group, verdict, names.size(), named(verdict, names)))));
        return text.toString();
    }

    private static String named(String verdict, List<String> names) {
        String all = String.join("; ", new TreeSet<>(names)).replace("|", "\\|");
        return verdict.equals("AA") || all.length() > LONGEST_LIST ? "" : all;
    }
}
