package org.carecontact.schemas;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.SchemaParser;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The approved schemas and bytes lie in src/test/resources/golden. A new event type or a compatible change is approved
 * with {@code -Dapprove=true}; an incompatible one can't be.
 */
class ContractsTest {

    private static final Path GOLDEN = Path.of("src/test/resources/golden");
    private static final boolean APPROVE = Boolean.getBoolean("approve");

    static Stream<Schema> types() {
        return Stream.concat(EventTypes.all().stream(), EventTypes.inbound().stream());
    }

    @ParameterizedTest
    @MethodSource("types")
    void a_change_stays_compatible_in_both_directions_with_what_was_approved(Schema schema) throws IOException {
        Path file = GOLDEN.resolve(schema.getName() + ".avsc");
        if (Files.exists(file)) {
            Schema approved = new SchemaParser().parse(Files.readString(file)).mainSchema();
            assertThat(compatibility(schema, approved)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
            assertThat(compatibility(approved, schema)).isEqualTo(SchemaCompatibilityType.COMPATIBLE);
        }
        approve(file, schema.toString(true) + "\n");
    }

    @ParameterizedTest
    @MethodSource("types")
    void the_bytes_of_an_event_do_not_move(Schema schema) throws IOException {
        GenericRecord event = (GenericRecord) example(schema, 1);
        String hex = HexFormat.of().formatHex(bytes(schema, event));
        approve(GOLDEN.resolve(schema.getName() + ".hex"), hex + "\n");
        byte[] approved = HexFormat.of()
                .parseHex(Files.readString(GOLDEN.resolve(schema.getName() + ".hex"))
                        .trim());
        GenericRecord read = new GenericDatumReader<GenericRecord>(schema)
                .read(null, DecoderFactory.get().binaryDecoder(approved, null));
        assertThat(bytes(schema, read)).isEqualTo(approved);
    }

    @Test
    void every_approved_type_still_exists() throws IOException {
        try (Stream<Path> files = Files.list(GOLDEN)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> name.endsWith(".avsc"))
                            .map(name -> name.replace(".avsc", "")))
                    .containsExactlyInAnyOrderElementsOf(
                            types().map(Schema::getName).toList());
        }
    }

    @Test
    void no_event_has_a_field_for_what_must_not_be_in_it() {
        List<String> forbidden = List.of("name", "phone", "mobile", "openid", "text", "need", "address", "birth");
        // A doctor's name and a department's number are on the hospital's door.
        Map<String, List<String>> onTheDoor = Map.of(
                "DoctorChanged", List.of("name"),
                "DepartmentChanged", List.of("name", "phone"),
                "HospitalMessage", List.of("name", "phone"));
        for (Schema schema : types().toList()) {
            List<String> fields = fields(schema, new ArrayList<>());
            fields.removeAll(onTheDoor.getOrDefault(schema.getName(), List.of()));
            assertThat(fields).as(schema.getName()).doesNotContainAnyElementsOf(forbidden);
        }
    }

    @Test
    void dropping_a_field_without_a_default_would_be_noticed() {
        Schema before = new SchemaParser()
                .parse("{\"type\":\"record\",\"name\":\"E\",\"fields\":[{\"name\":\"a\",\"type\":\"string\"}]}")
                .mainSchema();
        Schema after = new SchemaParser()
                .parse("{\"type\":\"record\",\"name\":\"E\",\"fields\":[]}")
                .mainSchema();
        assertThat(compatibility(before, after)).isEqualTo(SchemaCompatibilityType.INCOMPATIBLE);
    }

    private static SchemaCompatibilityType compatibility(Schema reader, Schema writer) {
        return SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                .getType();
    }

    private static void approve(Path file, String content) throws IOException {
        if (APPROVE) {
            Files.createDirectories(GOLDEN);
            Files.writeString(file, content);
        }
        assertThat(file)
                .as("approve it with -Dapprove=true")
                .exists()
                .content(StandardCharsets.UTF_8)
                .isEqualTo(content);
    }

    private static byte[] bytes(Schema schema, GenericRecord event) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        new GenericDatumWriter<GenericRecord>(schema).write(event, encoder);
        encoder.flush();
        return bytes.toByteArray();
    }

    /** A value that follows from the schema alone; the last branch of a union, one element in an array. */
    private static Object example(Schema schema, int salt) {
        return switch (schema.getType()) {
            case RECORD -> {
                GenericRecord record = new GenericData.Record(schema);
                schema.getFields()
                        .forEach(field -> record.put(field.pos(), example(field.schema(), salt + field.pos())));
                yield record;
            }
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(salt % schema.getEnumSymbols().size()));
            case ARRAY -> List.of(example(schema.getElementType(), salt));
            case UNION -> example(schema.getTypes().getLast(), salt);
            case STRING -> "s" + salt;
            case BYTES -> java.nio.ByteBuffer.wrap(new byte[] {(byte) salt});
            case INT -> salt;
            case LONG -> Instant.parse("2026-01-01T00:00:00Z").toEpochMilli() + salt;
            case BOOLEAN -> salt % 2 == 0;
            case FLOAT, DOUBLE, FIXED, MAP, NULL ->
                throw new IllegalArgumentException(
                        "no event has used " + schema.getType() + " before: say here what its example is");
        };
    }

    private static List<String> fields(Schema schema, List<String> names) {
        switch (schema.getType()) {
            case RECORD ->
                schema.getFields().forEach(field -> {
                    names.add(field.name().toLowerCase(java.util.Locale.ROOT));
                    fields(field.schema(), names);
                });
            case ARRAY -> fields(schema.getElementType(), names);
            case UNION -> schema.getTypes().forEach(branch -> fields(branch, names));
            default -> {}
        }
        return names;
    }
}
