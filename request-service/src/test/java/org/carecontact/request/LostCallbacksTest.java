package org.carecontact.request;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.carecontact.events.ChannelClosed;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Eventually;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Callbacks are lost, come twice and come late: after one comparison the vendor has what was granted, and no more. */
class LostCallbacksTest extends RunningChannels {

    private static final int AT_ONCE = 8;
    private static final String OWN = "own";

    @Test
    void grants_and_ends_leave_no_contact_without_a_grant_where_half_of_the_callbacks_are_lost() throws Exception {
        grantsAndEnds(60, 0.5);
    }

    @Test
    @Tag("long")
    void two_thousand_grants_and_ends_leave_no_contact_without_a_grant() throws Exception {
        grantsAndEnds(2_000, 0.1);
    }

    private void grantsAndEnds(int count, double share) throws Exception {
        order("LOST", share);
        order("TWICE", 0.1);
        order("DELAYED", 0.1);
        Random random = new Random(1);
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
        Eventually.value(this::waiting, left -> left == 0);
        Eventually.passes(() -> assertThat(all).allMatch(LostCallbacksTest::goesOnOrIsClosed));
        Set<String> granted = new HashSet<>();
        all.stream()
                .filter(people -> people.show().text("state").equals("GRANTED"))
                .forEach(people -> granted.add(people.doctor));
        Set<String> doctors = new HashSet<>();
        all.forEach(people -> doctors.add(people.doctor));
        long left = VENDOR.contacts().stream()
                .filter(contact -> doctors.contains(contact.user()) && !granted.contains(contact.user()))
                .filter(contact -> contact.confirmed() && !isOwn(contact))
                .count();
        String without = closings(all, List::getFirst);

        Answer report = reconcile().is(200);

        assertThat(report.json().get(0).path("failed").asString()).isEmpty();
        Eventually.passes(() -> {
            List<TwinOfWeCom.Contact> contacts = VENDOR.contacts().stream()
                    .filter(contact -> doctors.contains(contact.user()))
                    .toList();
            assertThat(contacts.stream().filter(this::isOwn))
                    .as("the doctors' own")
                    .hasSize(count);
            assertThat(contacts.stream()
                            .filter(contact -> contact.confirmed() && !isOwn(contact))
                            .map(TwinOfWeCom.Contact::user))
                    .as("contacts at the vendor")
                    .isSubsetOf(granted);
        });
        // What is closed stays closed, and a second comparison finds nothing new but what people did meanwhile.
        assertThat(kinds(reconcile().is(200))).doesNotContain("CONTACT_WITHOUT_GRANT", "CALLBACK_MISSED");
        System.out.println("%d grants, %d go on; found %s".formatted(count, granted.size(), counted(kinds(report))));
        System.out.println("without a comparison: " + without + "; contacts left without a grant: " + left);
        System.out.println("with one: " + closings(all, List::getLast));
    }

    private static boolean goesOnOrIsClosed(People people) {
        return people.show().text("state").equals("GRANTED")
                || people.told().stream().anyMatch(ChannelClosed.class::isInstance);
    }

    /** From the end of a contact until the vendor confirmed; what a comparison finds is closed a second time. */
    private static String closings(List<People> all, Function<List<ChannelClosed>, ChannelClosed> which) {
        List<Duration> took = all.stream()
                .map(people -> people.told().stream()
                        .filter(ChannelClosed.class::isInstance)
                        .map(ChannelClosed.class::cast)
                        .toList())
                .filter(closed -> !closed.isEmpty())
                .map(which)
                .map(closed -> Duration.between(closed.getEndedAt(), closed.getClosedAt()))
                .sorted()
                .toList();
        return took.isEmpty()
                ? "none closed"
                : "%d closed, p50 %s, p99 %s, longest %s"
                        .formatted(
                                took.size(),
                                took.get(took.size() / 2),
                                took.get(took.size() * 99 / 100),
                                took.getLast());
    }

    private void order(String kind, double share) {
        VENDOR.order(Map.of("kind", kind, "vendor", "wecom", "times", 0, "share", share, "delay", "PT2S"));
    }

    private boolean isOwn(TwinOfWeCom.Contact contact) {
        return VENDOR.is(contact, OWN);
    }

    private int waiting() {
        JsonNode pushes = VENDOR.get("counts").path("pushes");
        return pushes.path("WAITING").asInt(0);
    }

    private static List<String> kinds(Answer report) {
        List<String> kinds = new ArrayList<>();
        report.json()
                .get(0)
                .path("findings")
                .forEach(finding -> kinds.add(finding.path("kind").asString()));
        return kinds;
    }

    private static Map<String, Integer> counted(List<String> kinds) {
        Map<String, Integer> counted = new TreeMap<>();
        kinds.forEach(kind -> counted.merge(kind, 1, Integer::sum));
        return counted;
    }

    private void live(People people, Random luck) {
        VENDOR.addOwn(people.doctor, OWN);
        String qr = untilOffered(people);
        String who = luck.nextInt(10) == 0 ? "stranger" : people.patient;
        if (luck.nextInt(10) > 0) {
            VENDOR.scan(qr, who);
            VENDOR.letIn(people.doctor, who);
            if (luck.nextInt(4) > 0) {
                confirm(people, people.doctorToken, !who.equals("stranger")); // refused where the callback was lost
            }
        }
        switch (luck.nextInt(8)) {
            case 0 -> {} // goes on
            case 1 -> VENDOR.patientLeaves(people.doctor, who);
            case 2 -> {
                VENDOR.doctorRemoves(people.doctor, who);
                end(people).is(200);
            }
            default -> end(people).is(200);
        }
    }
}
