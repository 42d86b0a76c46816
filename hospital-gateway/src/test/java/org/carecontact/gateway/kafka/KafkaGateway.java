package org.carecontact.gateway.kafka;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.gateway.HospitalGatewayApplication;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.gateway.feeds.Feeds;
import org.carecontact.gateway.people.PersonAggregate;
import org.carecontact.gateway.people.domain.Person;
import org.carecontact.gateway.people.domain.PersonCommand;
import org.carecontact.gateway.people.domain.PersonEvent;
import org.carecontact.gateway.people.domain.PersonFacts;
import org.carecontact.gateway.people.domain.PersonRejection;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.kernel.store.Documents;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.carecontact.testsupport.Eventually;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import tools.jackson.databind.JsonNode;

/** The service on the real broker, registry and Mongo server; each test class has a hospital of its own, and so a topic. */
abstract class KafkaGateway {

    /** Private X25519 keys for tests. */
    static final String KEYS = "k1:AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=";

    final RunningService service;
    final String hospital;
    final HospitalProducer producer;
    final Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters;
    final Documents<PersonCommand, Person, PersonEvent, PersonRejection> people;
    final Feeds feeds;

    KafkaGateway(RunningService service, String hospital) {
        this.service = service;
        this.hospital = hospital;
        this.producer = new HospitalProducer(service, hospital);
        this.feeds = service.bean(Feeds.class);
        this.encounters = service.bean(
                Documents.class,
                EncounterCommand.class,
                Encounter.class,
                EncounterEvent.class,
                EncounterRejection.class);
        this.people = service.bean(
                Documents.class, PersonCommand.class, Person.class, PersonEvent.class, PersonRejection.class);
    }

    static Path folder() {
        try {
            return Files.createTempDirectory("hospitals");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Writes or replaces a feed of a hospital. */
    static Path feed(Path folder, String hospital, String name, String... lines) {
        try {
            Path feeds = Files.createDirectories(folder.resolve(hospital).resolve("feeds"));
            List<String> all = new ArrayList<>(List.of("hospital: " + hospital));
            all.addAll(List.of(lines));
            Path draft = Files.write(feeds.resolve(name + ".draft"), all);
            Files.move(draft, feeds.resolve(name + ".yml"), StandardCopyOption.ATOMIC_MOVE);
            return folder;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A gateway with topics of one partition, so that each record stands behind the one before; not yet started. */
    static RunningService.Builder gateway(Path folder, String... hospitals) {
        RunningService.Builder gateway = RunningService.of(HospitalGatewayApplication.class, "hospital-gateway")
                .with("carecontact.hospitals.folder", folder)
                .with("carecontact.hospitals.look-every", "50ms")
                .with("carecontact.inbound.retry-after", "100ms")
                .with("carecontact.inbound.keys", KEYS);
        for (String hospital : hospitals) {
            gateway.topics(
                    1,
                    Topics.inbound(hospital),
                    Topics.encounters(hospital),
                    Topics.patients(hospital),
                    Topics.doctors(hospital),
                    Topics.schedules(hospital));
        }
        return gateway;
    }

    // ---- what came of it

    boolean isKnown(String visit) {
        return encounters
                .find(hospital, hospital + ":" + new VisitId(visit).encoded())
                .isPresent();
    }

    Encounter state(String visit) {
        return encounters
                .find(hospital, hospital + ":" + new VisitId(visit).encoded())
                .orElseThrow()
                .state();
    }

    PersonFacts person(String patient) {
        return people.find(hospital, PersonAggregate.id(hospital, new PatientId(patient)))
                .orElseThrow()
                .state()
                .factsOrNone();
    }

    /** What is known of a person, in words. */
    List<String> known(String patient) {
        PersonFacts facts = person(patient);
        List<String> known = new ArrayList<>();
        if (Said.value(facts.name()) != null) {
            known.add("name");
        }
        if (Said.value(facts.born()) != null) {
            known.add("born");
        }
        if (Said.value(facts.mobile()) != null) {
            known.add("mobile");
        }
        if (Said.value(facts.guardian()) != null) {
            known.add("guardian");
        }
        return known;
    }

    /** Returns once the visit is known. */
    void taken(String visit) {
        Eventually.holds(() -> isKnown(visit));
    }

    String staff() {
        return service.staff(hospital, "S1");
    }

    /** The feed of this name on the page. */
    JsonNode page(String name) {
        for (JsonNode feed : service.get(staff(), "/feeds").is(200).json().path("items")) {
            if (feed.path("feed").asString().equals(hospital + "/" + name)) {
                return feed;
            }
        }
        throw new IllegalStateException("no such feed");
    }

    /** The refused messages that wait, once they are so many. */
    List<JsonNode> refused(int count) {
        return Eventually.value(
                () -> {
                    List<JsonNode> all = new ArrayList<>();
                    service.get(staff(), "/refused")
                            .is(200)
                            .json()
                            .path("items")
                            .forEach(all::add);
                    return all;
                },
                all -> all.size() >= count);
    }

    /** What a topic holds under a key, once it is as much as expected. */
    static <E extends SpecificRecord> List<E> published(Class<E> type, String topic, String key, int count) {
        return Topic.of(topic).expect(key, type, count);
    }
}
