package org.carecontact.gateway.kafka;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.carecontact.events.HospitalMessage;
import org.carecontact.events.SealedPerson;
import org.carecontact.events.VisitEvent;
import org.carecontact.events.VisitReport;
import org.carecontact.gateway.keys.Hpke;
import org.carecontact.schemas.Topics;
import org.carecontact.testsupport.Installation;
import org.carecontact.testsupport.RunningService;
import org.carecontact.testsupport.Topic;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * A hospital's own producer, which shares nothing with the product but what is published: schema ids from the registry's
 * Confluent API, keys from {@code GET /feed-keys}, frames made by hand.
 */
final class HospitalProducer {

    static final String NAME = "欧阳测试";
    static final String MOBILE = "14010000001";
    static final String KIN_MOBILE = "14011000001";
    static final String BORN = "1980-02-29";
    static final Instant MORNING = Instant.parse("2026-11-23T00:00:00Z");

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final RunningService service;
    private final String hospital;

    HospitalProducer(RunningService service, String hospital) {
        this.service = service;
        this.hospital = hospital;
    }

    static String fresh(String prefix) {
        return prefix + NUMBERS.incrementAndGet();
    }

    // ---- messages

    /** A message without a report yet. */
    HospitalMessage.Builder message(Instant at) {
        return HospitalMessage.newBuilder()
                .setHospital(hospital)
                .setSource("HIS")
                .setMessageId(fresh("M"))
                .setSentAt(at)
                .setKeyId(key().path("id").asString());
    }

    HospitalMessage visit(VisitEvent event, Instant at, String patient, String visit) {
        return visit(event, at, patient, visit, "cardiology", "D0001", "AMB");
    }

    HospitalMessage visit(
            VisitEvent event,
            Instant at,
            String patient,
            String visit,
            String department,
            String doctor,
            String encounterClass) {
        return message(at)
                .setVisit(VisitReport.newBuilder()
                        .setEvent(event)
                        .setPatient(patient)
                        .setVisit(visit)
                        .setDepartment(department)
                        .setDoctor(doctor)
                        .setEncounterClass(encounterClass)
                        .setPerson(person(patient))
                        .build())
                .build();
    }

    SealedPerson person(String patient) {
        return SealedPerson.newBuilder()
                .setSealedName(sealed(NAME, "name:" + hospital + ":PATIENT:" + patient))
                .setSealedBirthDate(sealed(BORN, "birth:" + hospital + ":" + patient))
                .setSealedMobile(sealed(MOBILE, "contact:" + hospital + ":PATIENT:" + patient))
                .setSealedGuardianMobile(sealed(KIN_MOBILE, "contact:" + hospital + ":GUARDIAN:" + patient))
                .build();
    }

    ByteBuffer sealed(String text, String purpose) {
        return ByteBuffer.wrap(
                Hpke.seal(Base64.getDecoder().decode(key().path("publicKey").asString()), text, purpose));
    }

    /** The key to seal to, as anybody can ask for it. */
    private JsonNode key() {
        for (JsonNode key : service.get("", "/feed-keys").is(200).json().path("keys")) {
            if (key.path("current").asBoolean()) {
                return key;
            }
        }
        throw new IllegalStateException("no key is current");
    }

    // ---- sending

    void send(HospitalMessage message) {
        send(framed(message));
    }

    void send(byte[] value) {
        send("P", value);
    }

    /** Records under one key keep their order. */
    void send(String key, byte[] value) {
        Topic.send(new ProducerRecord<>(Topics.inbound(hospital), key.getBytes(StandardCharsets.UTF_8), value));
    }

    static byte[] framed(HospitalMessage message) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(body, null);
        try {
            new SpecificDatumWriter<>(HospitalMessage.class).write(message, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return framed(id(HospitalMessage.SCHEMA$, HospitalMessage.SCHEMA$.getFullName()), body.toByteArray());
    }

    /** A record of a producer that has a schema of its own. */
    static byte[] framed(Object record, Schema schema, String subject) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(body, null);
        try {
            new GenericDatumWriter<>(schema).write(record, encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return framed(id(schema, subject), body.toByteArray());
    }

    static byte[] framed(int id, byte[] body) {
        return ByteBuffer.allocate(5 + body.length)
                .put((byte) 0)
                .putInt(id)
                .put(body)
                .array();
    }

    /** Registers, as Confluent's serializers do, and returns the id. */
    static int id(Schema schema, String subject) {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> answer = http.send(
                    HttpRequest.newBuilder(URI.create(
                                    Installation.shared().confluentUrl() + "/subjects/" + subject + "/versions"))
                            .header("Content-Type", "application/vnd.schemaregistry.v1+json")
                            .POST(HttpRequest.BodyPublishers.ofString(
                                    JsonMapper.shared().writeValueAsString(Map.of("schema", schema.toString()))))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            return JsonMapper.shared().readTree(answer.body()).path("id").asInt();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
