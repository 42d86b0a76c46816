package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.carecontact.events.EncounterChanged;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.Visit;
import org.carecontact.gateway.vocabulary.domain.EncounterClass;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.api.Test;

/** CSV files in the folder of a feed. */
class FilesTest extends RunningGateway {

    private static final HospitalsFolder FOLDER = HospitalsFolder.of(List.of("tongren"));
    private static final String OURS = "columns: { 就诊号: visit, 患者ID: patient, 手机: mobile, 科室: department, 医生: doctor,"
            + " 类别: class, 状态: status, 挂号时间: started, 结束时间: ended }\ndepartments: { '0313': cardiology }";
    private static final RunningService WITH_FILES = gateway(csv("csv", "charset: UTF-8")
                    .feedNamed("tongren", "gbk", csvFeed("gbk", "charset: GB18030\n" + OURS)))
            .start();

    FilesTest() {
        super(WITH_FILES);
    }

    private static HospitalsFolder csv(String name, String lines) {
        return FOLDER.feedNamed("tongren", name, csvFeed(name, lines));
    }

    private static String csvFeed(String name, String lines) {
        return "hospital: tongren\nlike: csv\nfolder: inbox-" + name + "\n" + lines + "\n";
    }

    private static Path inbox(String feed) {
        return FOLDER.path().resolve("tongren/feeds/inbox-" + feed);
    }

    private static Path put(String feed, String name, String text, Charset charset) {
        try {
            Path file = Files.write(inbox(feed).resolve(name), text.getBytes(charset));
            Files.createFile(inbox(feed).resolve(name + ".done"));
            return file;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> report(Path file) {
        Eventually.holds(() -> Files.exists(file.resolveSibling(file.getFileName() + ".taken")));
        try {
            return Files.readAllLines(file.resolveSibling(file.getFileName() + ".report"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Encounter.Known known(String visit) {
        return (Encounter.Known)
                encounters.find("tongren", "tongren:" + visit).orElseThrow().state();
    }

    @Test
    void a_row_is_an_event_or_the_visit_as_it_stands() {
        String one = SampleMessage.newVisit();
        String other = SampleMessage.newVisit();
        Path file = put("csv", "day.csv", """
                visit,patient,mobile,doctor,department,class,event,at,started,ended
                %1$s,P%1$s,13800000000,D0001,cardiology,AMB,register,2026-11-23 08:00,,
                %1$s,P%1$s,,,,,finish,2026-11-23 08:20,,
                %2$s,P%2$s,,D0002,surgery,IMP,,,2026-11-20 10:00,2026-11-22 09:00
                """.formatted(one, other), StandardCharsets.UTF_8);
        assertThat(report(file)).containsExactly("line,answer,place,what", "2,AA,,\"\"", "3,AA,,\"\"", "4,AA,,\"\"");
        assertThat(known(one)).isInstanceOf(Encounter.Finished.class);
        assertThat(known(other).told().visit().encounterClass()).isEqualTo(EncounterClass.IMP);
        assertThat(known(other)).isInstanceOf(Encounter.Finished.class);
        assertThat(published(EncounterChanged.class, Topics.encounters("tongren"), "tongren:P" + one, 2))
                .extracting(event -> event.getStatus().name())
                .containsExactly("IN_PROGRESS", "FINISHED");
    }

    @Test
    void a_hospitals_own_columns_words_and_charset_are_understood() {
        String visit = SampleMessage.newVisit();
        Path file = put(
                "gbk",
                "门诊.csv",
                "就诊号;患者ID;手机;科室;医生;类别;状态;挂号时间;结束时间\r\n" + visit + ";P" + visit
                        + ";138 0000 0000;0313;D0003;门诊;已就诊;2026/11/23 8:05;2026/11/23 8:30\r\n",
                Charset.forName("GB18030"));
        assertThat(report(file)).last().isEqualTo("2,AA,,\"\"");
        Visit told = known(visit).told().visit();
        assertThat(told.department()).isEqualTo("cardiology");
        assertThat(told.encounterClass()).isEqualTo(EncounterClass.AMB);
        assertThat(known(visit)).isInstanceOf(Encounter.Finished.class);
    }

    @Test
    void a_row_with_fewer_or_more_fields_than_the_header_says_so_whether_it_is_taken_or_not() {
        String visit = SampleMessage.newVisit();
        Path file = put("csv", "shifted.csv", """
                visit,patient,mobile,doctor,department,class,event,at,message
                a%1$s,P%1$s,13800000000,D0001,cardiology,AMB,register,2026-11-23 08:00
                b%1$s,P%1$s,,D0001,cardiology,AMB,register,2026-11-23 08:00,,
                c%1$s,P%1$s,D0001,cardiology,AMB,register,2026-11-23 08:00,
                d%1$s,P%1$s,,D0001,cardiology,AMB,register,2026-11-23 08:00,
                e%1$s
                """.formatted(visit), StandardCharsets.UTF_8);
        List<String> report = report(file);
        assertThat(report.subList(1, 3))
                .containsExactly(
                        "2,AA,,\"a field for each column: 8 fields, the header has 9\"",
                        "3,AA,,\"a field for each column: 10 fields, the header has 9\"");
        assertThat(report.get(3))
                .startsWith("4,AE,event,\"a field for each column: 8 fields, the header has 9; one of: ");
        assertThat(report.get(4)).isEqualTo("5,AA,,\"\"");
        assertThat(report.get(5)).startsWith("6,AE,patient,\"a field for each column: 1 fields, the header has 9; ");
        assertThat(known("a" + visit).told().visit().department()).isEqualTo("cardiology");
        assertThat(encounters.find("tongren", "tongren:c" + visit)).isEmpty();
    }

    @Test
    void each_line_that_can_not_be_taken_says_why_and_the_others_are_taken() {
        String visit = SampleMessage.newVisit();
        Path file = put("csv", "mistakes.csv", """
                visit,patient,born,mobile,class,event,at
                %1$s,P%1$s,1980-13-01,010-65280001,X,register,2026-11-23 08:00
                %1$s,Q%1$s,,,,finish,2026-11-23 08:20
                %1$s,,,,,finish,2026-11-23 08:20
                %1$s,11010519491231002X,,,,finish,2026-11-23 08:20
                %1$s,P%1$s,,,,explode,2026-11-23 08:20
                %1$s,P%1$s,,,,finish,soon
                """.formatted(visit), StandardCharsets.UTF_8);
        assertThat(report(file).stream().skip(1).map(line -> line.replaceAll(",\"[^\"]*\"$", "")))
                .containsExactly("2,AA,", "3,AE,patient", "4,AE,patient", "5,AE,patient", "6,AE,event", "7,AE,at");
        assertThat(report(file).get(1)).contains("born").contains("mobile").contains("class");
        assertThat(service.get(service.staff("tongren", "S1"), "/feeds").is(200).body())
                .contains("\"warnings\":{\"born\":1,\"class\":1,\"mobile\":1}");
        assertThat(String.join("", report(file)))
                .doesNotContain("11010519491231002X")
                .doesNotContain("65280001");
    }

    @Test
    void a_file_that_is_none_says_so_once() {
        assertThat(report(put("csv", "other.csv", "a,b\n1,2\n", StandardCharsets.UTF_8)))
                .hasSize(2)
                .last()
                .asString()
                .startsWith("1,AE,patient,");
        assertThat(report(put("csv", "bytes.csv", "visit,patient\n一,二\n", Charset.forName("GB18030"))))
                .last()
                .asString()
                .contains("UTF-8");
        assertThat(report(put("csv", "quotes.csv", "visit,patient\n\"V1\"x,P1\n", StandardCharsets.UTF_8)))
                .last()
                .asString()
                .contains("RFC 4180");
    }

    @Test
    void a_file_goes_on_where_it_stopped_and_every_line_has_one_verdict() {
        String prefix = SampleMessage.newVisit();
        int lines = 1_500;
        StringBuilder text = new StringBuilder("visit,patient,doctor,event,at\n");
        for (int i = 0; i < lines; i++) {
            text.append("%1$sx%2$d,P%1$s,D0001,register,2026-11-23 08:00\n".formatted(prefix, i));
        }
        csv("long", "charset: UTF-8");
        Eventually.holds(() -> feeds.find("tongren/long").isPresent());
        Path file = put("long", "long.csv", text.toString(), StandardCharsets.UTF_8);
        for (int stop = 0; stop < 3; stop++) {
            Eventually.holds(() -> Files.exists(file.resolveSibling("long.csv.progress"))
                    || Files.exists(file.resolveSibling("long.csv.taken")));
            FOLDER.removeNamed("tongren", "long");
            Eventually.holds(() -> feeds.find("tongren/long").isEmpty());
            csv("long", "charset: UTF-8");
            Eventually.holds(() -> feeds.find("tongren/long").isPresent());
        }
        List<String> expected = new ArrayList<>(List.of("line,answer,place,what"));
        IntStream.rangeClosed(2, lines + 1).forEach(line -> expected.add(line + ",AA,,\"\""));
        assertThat(report(file)).isEqualTo(expected);
        assertThat(known(prefix + "x" + (lines - 1))).isInstanceOf(Encounter.InProgress.class);
        assertThat(encounters
                        .find("tongren", "tongren:" + prefix + "x0")
                        .orElseThrow()
                        .version())
                .as("taken once, whatever was repeated")
                .isEqualTo(1);
    }
}
