package org.carecontact.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.ByteArrayOutputStream;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificDatumReader;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.RandomData;
import org.carecontact.events.NotificationsSettled;
import org.carecontact.kernel.codec.EventCodec;
import org.carecontact.kernel.codec.RegistryUnavailable;
import org.carecontact.localparts.Ports;
import org.carecontact.localparts.registry.SchemaRegistry;
import org.carecontact.schemas.EventTypes;
import org.carecontact.testsupport.Answer;
import org.carecontact.testsupport.Installation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class EventCodecTest {

    static Stream<Schema> types() {
        return EventTypes.all().stream();
    }

    /** As any client of Confluent's would read it: magic byte, id, schema by id, Avro binary. */
    @ParameterizedTest
    @MethodSource("types")
    void every_event_type_is_readable_through_the_confluent_api(Schema schema) throws Exception {
        Rig.prepare();
        EventCodec codec = Rig.codec(Installation.shared().registryUrl());
        SpecificRecord event = random(schema);
        byte[] bytes = codec.encode("any", event);

        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        assertThat(buffer.get()).isZero();
        Schema written = schemaById(buffer.getInt());
        GenericRecord read = new GenericDatumReader<GenericRecord>(written)
                .read(null, DecoderFactory.get().binaryDecoder(bytes, 5, bytes.length - 5, null));
        assertThat(read.getSchema().getFullName()).isEqualTo(schema.getFullName());
        assertThat(codec.decode("any", bytes)).isEqualTo(event);
    }

    @Test
    void bytes_that_are_no_event_are_poison() {
        EventCodec codec = Rig.codec(Installation.shared().registryUrl());
        byte[] unknownSchema = {0, 0x7f, 0x7f, 0x7f, 0x7f, 1, 2, 3};
        for (byte[] bytes : List.of(new byte[0], "hello world".getBytes(StandardCharsets.UTF_8), unknownSchema)) {
            assertThatThrownBy(() -> codec.decode("any", bytes)).isInstanceOf(EventCodec.Poison.class);
        }
        assertThatThrownBy(() -> codec.decode("any", null)).isInstanceOf(EventCodec.Poison.class);
    }

    @Test
    void a_truncated_event_is_poison() {
        Rig.prepare();
        EventCodec codec = Rig.codec(Installation.shared().registryUrl());
        byte[] whole = codec.encode("any", settled());
        byte[] half = Arrays.copyOf(whole, whole.length / 2);
        assertThatThrownBy(() -> codec.decode("any", half)).isInstanceOf(EventCodec.Poison.class);
    }

    /** Nothing in the bytes may look like a registry that is away, nor take memory that they do not fill. */
    @Test
    void whatever_stands_behind_a_known_id_is_an_event_or_poison() {
        Rig.prepare();
        EventCodec codec = Rig.codec(Installation.shared().registryUrl());
        byte[] whole = codec.encode("any", settled());
        Random random = new Random(1);
        for (int round = 0; round < 2_000; round++) {
            byte[] spoilt = whole.clone();
            for (int i = 5; i < spoilt.length; i++) {
                if (random.nextInt(8) == 0) {
                    spoilt[i] = (byte) (random.nextBoolean() ? 0xff : random.nextInt());
                }
            }
            try {
                assertThat(codec.decode("any", spoilt)).isNotNull();
            } catch (EventCodec.Poison e) {
                assertThat(e).hasMessageContaining("not readable as Avro");
            }
        }
    }

    @Test
    void a_registry_that_is_down_is_waited_for_and_makes_no_poison(@TempDir Path data) throws Exception {
        byte[] bytes = Rig.codec(registered()).encode("any", settled());
        int port = Ports.free();
        String url;
        try (SchemaRegistry registry = SchemaRegistry.start(data, port, Ports.free())) {
            EventTypes.register(registry.confluentUrl());
            url = registry.url();
            bytes = Rig.codec(url).encode("any", settled());
            registry.kill();
        }
        EventCodec fresh = Rig.codec(url);
        byte[] encoded = bytes;
        assertThatThrownBy(() -> fresh.encode("any", settled())).isInstanceOf(RegistryUnavailable.class);
        assertThatThrownBy(() -> fresh.decode("any", encoded)).isInstanceOf(RegistryUnavailable.class);
        try (SchemaRegistry again = SchemaRegistry.start(data, port, Ports.free())) {
            assertThat(again.url()).isEqualTo(url);
            assertThat(fresh.decode("any", encoded)).isEqualTo(settled());
            assertThat(fresh.encode("any", settled())).isEqualTo(encoded);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "404, '{\"title\":\"No content with id 5\",\"status\":404}', Poison",
        "500, '{\"title\":\"No database\",\"status\":500}', RegistryUnavailable",
        "502, '', RegistryUnavailable",
        "503, '{}', RegistryUnavailable",
    })
    void what_the_registry_does_not_know_is_poison_and_its_own_failure_is_none(int status, String body, String meaning)
            throws Exception {
        HttpServer registry = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        registry.createContext("/", exchange -> {
            byte[] answer = body.getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders().set("Content-Type", "application/json");
            exchange.sendResponseHeaders(status, answer.length == 0 ? -1 : answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        registry.start();
        try {
            EventCodec codec =
                    Rig.codec("http://127.0.0.1:" + registry.getAddress().getPort() + "/apis/registry/v3");
            assertThatThrownBy(() -> codec.decode("any", new byte[] {0, 0, 0, 0, 5, 1, 2, 3}))
                    .extracting(e -> e.getClass().getSimpleName())
                    .isEqualTo(meaning);
        } finally {
            registry.stop(0);
        }
    }

    private static String registered() {
        Rig.prepare();
        return Installation.shared().registryUrl();
    }

    private static NotificationsSettled settled() {
        return NotificationsSettled.newBuilder()
                .setHospital("h1")
                .setPair("p")
                .setRequest("r")
                .setNotifications(List.of())
                .build();
    }

    private static SpecificRecord random(Schema schema) throws Exception {
        Object raw = new RandomData(GenericData.get(), schema, 1, 7, false)
                .iterator()
                .next();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<>(schema).write(raw, encoder);
        encoder.flush();
        return new SpecificDatumReader<SpecificRecord>(schema, schema, SpecificData.getForSchema(schema))
                .read(null, DecoderFactory.get().binaryDecoder(bytes.toByteArray(), null));
    }

    private static Schema schemaById(int id) {
        HttpRequest.Builder schema =
                HttpRequest.newBuilder(URI.create(Installation.shared().confluentUrl() + "/schemas/ids/" + id));
        return new SchemaParser()
                .parse(Answer.to(schema).is(200).text("schema"))
                .mainSchema();
    }
}
