package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import com.mongodb.ConnectionString;
import com.mongodb.client.MongoClient;
import com.mongodb.client.MongoClients;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.bson.Document;
import org.carecontact.events.EncounterChanged;
import org.carecontact.events.PatientRegistered;
import org.carecontact.gateway.HospitalGatewayApplication;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.VisitId;
import org.carecontact.testsupport.ChildJvm;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The gateway as a process of its own, killed at a line of its intake while a visit is told. */
final class KilledIntakeTest {

    private static final String NAME = "gateway-killed";

    /** What a message passes from its last byte to its answer, and its events to the broker. */
    private static final Map<String, List<String>> INTAKE = Map.of(
            "org.carecontact.gateway.mllp.MllpLine", List.of("run", "send"),
            "org.carecontact.gateway.mllp.Conversation", List.of("answer", "one", "taken", "said"),
            "org.carecontact.gateway.mllp.Understanding", List.of("take", "stored"),
            "org.carecontact.gateway.intake.Intake", List.of("take", "visit", "describe", "remaining"),
            "org.carecontact.kernel.store.Documents", List.of("handle", "written"),
            "org.carecontact.kernel.store.GuardedWrites", List.of("write"),
            "org.carecontact.kernel.relay.Relay$Lane", List.of("written"));

    private final int port = Ports.free();
    private final RunningService.Builder service = RunningService.of(HospitalGatewayApplication.class, NAME)
            .topics(1, Topics.deadLetters(NAME), Topics.encounters(HOSPITAL), Topics.patients(HOSPITAL))
            .with("spring.application.name", NAME)
            .with("carecontact.sweep-every", "300ms")
            .with(
                    "carecontact.hospitals.folder",
                    HospitalsFolder.of(List.of()).feed(HOSPITAL, port).path());

    private static final String HOSPITAL = "tongren";

    /** A visit that is told in three messages, each with a number of the patient that is new. */
    private record Told(String patient, String visit, List<SampleMessage> messages) {

        private static final List<String> DOCTORS = List.of("D0001", "D0002", "D0003");

        static Told next() {
            String visit = SampleMessage.newVisit();
            String patient = "P" + visit;
            List<SampleMessage> messages = new ArrayList<>();
            for (String trigger : List.of("A04", "A08", "A03")) {
                int number = messages.size();
                messages.add(SampleMessage.of(trigger, visit)
                        .set("PID", 3, patient + "^^^HIS^PI")
                        .set("PID", 13, "1401000001" + number + "^PRN^CP")
                        .set("PV1", 7, DOCTORS.get(number))
                        .at("2026112308" + number + "000"));
            }
            return new Told(patient, visit, messages);
        }

        /** Whether the document of the visit holds what the message said. */
        boolean heard(String document, int message) {
            return DOCTORS.subList(message, DOCTORS.size()).stream().anyMatch(document::contains);
        }

        String key() {
            return HOSPITAL + ":" + patient;
        }

        /** Its events with ids that are the same for all. */
        List<Object> events() {
            List<Object> all = new ArrayList<>();
            Topic.of(Topics.encounters(HOSPITAL))
                    .events(key(), EncounterChanged.class)
                    .forEach(event -> all.add(EncounterChanged.newBuilder(event)
                            .setPatient("patient")
                            .setVisit("visit")
                            .build()));
            Topic.of(Topics.patients(HOSPITAL))
                    .events(key(), PatientRegistered.class)
                    .forEach(event -> all.add(event.getChangedAt()));
            return all;
        }
    }

    /** The gateway under a debugger, and the number of messages of the visit that it acknowledged. */
    private final class Victim implements AutoCloseable {

        final Debugger debugger = new Debugger();
        final ChildJvm jvm;

        Victim() {
            jvm = service.startApart(debugger.option());
            debugger.attach();
        }

        /** Sends the messages from this one on; returns how many are acknowledged when the line breaks, or at the end. */
        int tell(Told visit, int from) {
            int acknowledged = from;
            try (MllpClient client = new MllpClient(port)) {
                for (SampleMessage message :
                        visit.messages().subList(from, visit.messages().size())) {
                    assertThat(client.exchange(message).code()).isEqualTo("AA");
                    acknowledged++;
                }
            } catch (UncheckedIOException _) {
                // Killed: what was not acknowledged comes again.
            }
            return acknowledged;
        }

        @Override
        public void close() {
            jvm.close();
        }
    }

    @Test
    void killed_at_some_lines_it_loses_and_doubles_nothing() {
        killedAt(2);
    }

    @Test
    @Tag("long")
    void killed_at_every_line_it_loses_and_doubles_nothing() {
        killedAt(Integer.MAX_VALUE);
    }

    private void killedAt(int most) {
        ConnectionString uri = new ConnectionString(service.property("spring.mongodb.uri"));
        try (MongoClient mongo = MongoClients.create(uri)) {
            Told whole = Told.next();
            Victim victim = new Victim();
            try {
                assertThat(victim.tell(Told.next(), 0)).isEqualTo(3); // loads the classes
                victim.debugger.count(INTAKE);
                assertThat(victim.tell(whole, 0)).isEqualTo(3);
                List<Object> expected = Eventually.value(whole::events, found -> found.size() == 6);
                Map<Debugger.Place, Integer> reached = victim.debugger.reached();
                assertThat(reached).hasSizeGreaterThan(50);
                List<Debugger.Place> places = places(reached, most);
                victim.close();
                victim = new Victim();
                for (Debugger.Place place : places) {
                    Told visit = Told.next();
                    Victim doomed = victim;
                    assertThat(doomed.tell(Told.next(), 0)).isEqualTo(3); // loads the classes
                    doomed.debugger.stopAt(place, doomed.jvm::kill);
                    int acknowledged = doomed.tell(visit, 0);
                    assertThat(doomed.jvm.process().onExit())
                            .as("killed at " + place)
                            .succeedsWithin(Eventually.LIMIT);
                    victim = new Victim();
                    if (acknowledged > 0) {
                        assertThat(visit.heard(
                                        document(mongo, Objects.requireNonNull(uri.getDatabase()), visit),
                                        acknowledged - 1))
                                .as("what was acknowledged is there after a kill at " + place)
                                .isTrue();
                    }
                    assertThat(victim.tell(visit, acknowledged)).isEqualTo(3);
                    Eventually.passes(() ->
                            assertThat(visit.events()).as("killed at " + place).isEqualTo(expected));
                }
            } finally {
                victim.close();
            }
        }
    }

    /** Each line that was reached, at one of the times, drawn by a seed; as many as wanted. */
    private static List<Debugger.Place> places(Map<Debugger.Place, Integer> reached, int most) {
        Random random = new Random(8);
        List<Debugger.Place> places = new ArrayList<>();
        reached.keySet().stream()
                .sorted(Comparator.comparing(Debugger.Place::toString))
                .forEach(place -> places.add(new Debugger.Place(
                        place.type(),
                        place.method(),
                        place.line(),
                        1 + random.nextInt(Objects.requireNonNull(reached.get(place))))));
        Collections.shuffle(places, random);
        return places.subList(0, Math.min(most, places.size()));
    }

    private static String document(MongoClient mongo, String database, Told visit) {
        Document found = mongo.getDatabase(database)
                .getCollection("encounters")
                .find(new Document("_id", HOSPITAL + ":" + new VisitId(visit.visit()).encoded()))
                .first();
        return found == null ? "" : found.toJson();
    }
}
