package org.carecontact.gateway.soap;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.gateway.HospitalGatewayApplication;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.gateway.encounters.domain.Visit;
import org.carecontact.gateway.feeds.Feeds;
import org.carecontact.gateway.people.PersonAggregate;
import org.carecontact.gateway.people.domain.Person;
import org.carecontact.gateway.people.domain.PersonCommand;
import org.carecontact.gateway.people.domain.PersonEvent;
import org.carecontact.gateway.people.domain.PersonFacts;
import org.carecontact.gateway.people.domain.PersonRejection;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.kernel.store.Documents;
import org.carecontact.localparts.Ports;
import org.carecontact.schemas.Topics;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.VisitId;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.springframework.core.env.Environment;

/** The service on the real broker, registry and Mongo server, spoken to over SOAP. */
abstract class SoapGateway {

    static final String HOSPITAL = "tongren";

    final RunningService service;
    final Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters;
    final Documents<PersonCommand, Person, PersonEvent, PersonRejection> people;

    SoapGateway(RunningService service) {
        this.service = service;
        this.encounters = service.bean(
                Documents.class,
                EncounterCommand.class,
                Encounter.class,
                EncounterEvent.class,
                EncounterRejection.class);
        this.people = service.bean(
                Documents.class, PersonCommand.class, Person.class, PersonEvent.class, PersonRejection.class);
    }

    /** A gateway with feeds of the hospital by their names, each {@code like} what its lines say, not yet started. */
    static RunningService.Builder gateway(Map<String, List<String>> feeds) {
        try {
            Path folder = Files.createTempDirectory("hospitals");
            Path files = Files.createDirectories(folder.resolve(HOSPITAL).resolve("feeds"));
            for (Map.Entry<String, List<String>> feed : new TreeMap<>(feeds).entrySet()) {
                List<String> lines = new ArrayList<>(List.of("hospital: " + HOSPITAL));
                if (!feed.getValue().contains("like: csv")) {
                    lines.add("port: " + Ports.free());
                }
                lines.addAll(feed.getValue());
                Files.write(files.resolve(feed.getKey() + ".yml"), lines);
            }
            return RunningService.of(HospitalGatewayApplication.class, "hospital-gateway")
                    .with("carecontact.hospitals.folder", folder)
                    .topics(
                            2,
                            Topics.encounters(HOSPITAL),
                            Topics.patients(HOSPITAL),
                            Topics.doctors(HOSPITAL),
                            Topics.schedules(HOSPITAL));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port(String feed) {
        return service.bean(Feeds.class)
                .find(HOSPITAL + "/" + feed)
                .orElseThrow()
                .file()
                .port();
    }

    /** The file that describes a feed. */
    Path file(String feed) {
        return Path.of(service.bean(Environment.class).getRequiredProperty("carecontact.hospitals.folder"))
                .resolve(HOSPITAL)
                .resolve("feeds")
                .resolve(feed + ".yml");
    }

    SoapClient client(String feed) {
        return new SoapClient(port(feed));
    }

    Encounter state(String visit) {
        return encounters
                .find(HOSPITAL, HOSPITAL + ":" + new VisitId(visit).encoded())
                .orElseThrow()
                .state();
    }

    Visit visit(String visit) {
        return ((Encounter.Known) state(visit)).told().visit();
    }

    PersonFacts person(String patient) {
        return people.find(HOSPITAL, PersonAggregate.id(HOSPITAL, new PatientId(patient)))
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

    /** What a topic holds under a key, once it is as much as expected. */
    static <E extends SpecificRecord> List<E> published(Class<E> type, String topic, String key, int count) {
        return Topic.of(topic).expect(key, type, count);
    }
}
