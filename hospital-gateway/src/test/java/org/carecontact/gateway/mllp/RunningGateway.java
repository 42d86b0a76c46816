package org.carecontact.gateway.mllp;

import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.gateway.HospitalGatewayApplication;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.EncounterCommand;
import org.carecontact.gateway.encounters.domain.EncounterEvent;
import org.carecontact.gateway.encounters.domain.EncounterRejection;
import org.carecontact.gateway.feeds.Feed;
import org.carecontact.gateway.feeds.Feeds;
import org.carecontact.gateway.people.domain.Person;
import org.carecontact.gateway.people.domain.PersonCommand;
import org.carecontact.gateway.people.domain.PersonEvent;
import org.carecontact.gateway.people.domain.PersonRejection;
import org.carecontact.kernel.store.Documents;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import org.springframework.kafka.KafkaException;
import org.springframework.kafka.core.KafkaAdmin;

/** The service on the real broker, registry and Mongo server, spoken to over MLLP. */
abstract class RunningGateway {

    static final List<String> HOSPITALS = List.of("tongren", "meiyan", "yunyi");

    final RunningService service;
    final Documents<EncounterCommand, Encounter, EncounterEvent, EncounterRejection> encounters;
    final Documents<PersonCommand, Person, PersonEvent, PersonRejection> people;
    final Feeds feeds;

    RunningGateway(RunningService service) {
        this.service = service;
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

    /** A gateway with a feed for each hospital, on a free port, not yet started. */
    static RunningService.Builder gateway(String... lines) {
        return gateway(HospitalsFolder.of(HOSPITALS, lines));
    }

    static RunningService.Builder gateway(HospitalsFolder folder) {
        RunningService.Builder gateway = RunningService.of(HospitalGatewayApplication.class, "hospital-gateway")
                .with("carecontact.hospitals.folder", folder.path())
                .with("carecontact.hospitals.look-every", "50ms");
        for (String hospital : HOSPITALS) {
            gateway.topics(
                    2,
                    Topics.encounters(hospital),
                    Topics.patients(hospital),
                    Topics.doctors(hospital),
                    Topics.schedules(hospital));
        }
        return gateway;
    }

    Feed feed(String hospital) {
        return feeds.find(hospital + "/his").orElseThrow();
    }

    int mllp(String hospital) {
        return feed(hospital).file().port();
    }

    static boolean exists(KafkaAdmin kafka, String topic) {
        try {
            return kafka.describeTopics(topic).size() == 1;
        } catch (KafkaException _) {
            return false;
        }
    }

    MllpClient connect() {
        return new MllpClient(mllp("tongren"));
    }

    /** What a topic holds of a patient, once it is as much as expected. */
    static <E extends SpecificRecord> List<E> published(Class<E> type, String topic, String key, int count) {
        return Topic.of(topic).expect(key, type, count);
    }
}
