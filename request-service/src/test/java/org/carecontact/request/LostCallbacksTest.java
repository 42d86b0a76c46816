package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.carecontact.request.channels.WeComInMemory;
import org.carecontact.request.channels.WeComOfTests;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A tenth of the callbacks is lost, a tenth comes twice, a tenth comes late: after one comparison all is as granted. */
class LostCallbacksTest extends RunningChannels {

    private static final int AT_ONCE = 8;

    private final Random random = new Random(1);
    private final List<String> late = Collections.synchronizedList(new ArrayList<>());

    @Test
    void forty_grants_and_ends_leave_no_contact_without_a_grant() throws Exception {
        grantsAndEnds(40);
    }

    @Test
    @Tag("long")
    void two_thousand_grants_and_ends_leave_no_contact_without_a_grant() throws Exception {
        grantsAndEnds(2_000);
    }

    private void grantsAndEnds(int count) throws Exception {
        WeComOfTests.heardBy((_, xml) -> deliver(xml));
        List<People> all = IntStream.range(0, count).mapToObj(_ -> new People()).toList();
        try (ExecutorService executor = Executors.newFixedThreadPool(AT_ONCE)) {
            List<Future<?>> lives = new ArrayList<>();
            for (People people : all) {
                long seed = random.nextLong();
                lives.add(executor.submit(() -> live(people, new Random(seed))));
            }
            for (Future<?> life : lives) {
                life.get();
            }
        }
        for (String xml : List.copyOf(late)) {
            hear(xml).is(200);
        }

        Answer report = reconcile().is(200);
        System.out.println(report.body().length() + " " + kinds(report));

        assertThat(report.json().get(0).path("failed").asString()).isEmpty();
        Eventually.passes(() -> {
            for (People people : all) {
                boolean granted = people.show().text("state").equals("GRANTED");
                if (!granted) {
                    assertThat(ours(people)).as("of %s", people.patient).isEmpty();
                }
                assertThat(has(people, contact -> contact.external().startsWith("wm-own-")))
                        .isTrue();
            }
        });
        assertThat(service().metrics()).contains("carecontact_channel_closing_seconds{");
        service()
                .metrics()
                .lines()
                .filter(line -> line.startsWith("carecontact_channel"))
                .forEach(System.out::println);
    }

    private static String kinds(Answer report) {
        List<String> kinds = new ArrayList<>();
        report.json()
                .get(0)
                .path("findings")
                .forEach(finding -> kinds.add(finding.path("kind").asString()));
        return String.join(" ", kinds.stream().sorted().toList());
    }

    private List<WeComInMemory.Contact> ours(People people) {
        return VENDOR.contacts().stream()
                .filter(contact -> contact.user().equals(people.doctor)
                        && !contact.external().startsWith("wm-own-"))
                .toList();
    }

    private void live(People people, Random luck) {
        VENDOR.addOwn(people.doctor, "wm-own-" + people.number, "");
        String qr = untilOffered(people);
        String external = "wm-" + people.patient;
        if (luck.nextInt(10) > 0) {
            VENDOR.scan(qr, luck.nextInt(10) == 0 ? external + "-x" : external, "union-" + people.patient);
            VENDOR.letIn(people.doctor, external);
            VENDOR.letIn(people.doctor, external + "-x");
            if (luck.nextInt(4) > 0) {
                post(
                        "/contacts/" + people.request(1) + "/session/confirmation",
                        people.doctorToken,
                        "{\"patient\":" + (luck.nextInt(10) > 0) + "}");
            }
        }
        switch (luck.nextInt(8)) {
            case 0 -> {} // goes on
            case 1 -> VENDOR.patientLeaves(people.doctor, external);
            case 2 -> {
                VENDOR.doctorRemoves(people.doctor, external);
                end(people);
            }
            default -> end(people).is(200);
        }
    }

    private void deliver(String xml) {
        int luck;
        synchronized (random) {
            luck = random.nextInt(10);
        }
        switch (luck) {
            case 0 -> {} // lost
            case 1 -> {
                hear(xml).is(200);
                hear(xml).is(200);
            }
            case 2 -> late.add(xml);
            default -> hear(xml).is(200);
        }
    }
}
