package org.carecontact.gateway.kafka;

import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.carecontact.events.HospitalMessage;
import org.carecontact.gateway.values.CitizenNumbers;
import org.carecontact.schemas.ids.PatientId;
import org.jspecify.annotations.Nullable;

/** Shows what a message says in clear, a line for each field that is given; sealed values are only named. */
final class Plain {

    private Plain() {}

    /** Without the numbers of citizens. */
    static String of(IndexedRecord record) {
        StringBuilder text = new StringBuilder();
        say("", record, text);
        return CitizenNumbers.without(text.toString());
    }

    /** Whom a message is about, as far as its ids are ids. */
    static List<PatientId> patients(HospitalMessage message) {
        Set<PatientId> patients = new LinkedHashSet<>();
        Stream.of(
                        message.getVisit() == null ? null : message.getVisit().getPatient(),
                        message.getPerson() == null ? null : message.getPerson().getPatient(),
                        message.getMerge() == null ? null : message.getMerge().getPatient(),
                        message.getMerge() == null ? null : message.getMerge().getSurvivor())
                .filter(Objects::nonNull)
                .filter(id -> !CitizenNumbers.isOne(id))
                .forEach(id -> PatientId.parse(id).ifPresent(patients::add));
        return List.copyOf(patients);
    }

    /** Absent fields are left out, so that a field that is new in the schema changes no text. */
    private static void say(String path, @Nullable Object value, StringBuilder text) {
        switch (value) {
            case null -> {}
            case IndexedRecord record -> {
                for (Schema.Field field : record.getSchema().getFields()) {
                    say(path.isEmpty() ? field.name() : path + "." + field.name(), record.get(field.pos()), text);
                }
            }
            case ByteBuffer bytes -> text.append(path).append(bytes.hasRemaining() ? " (sealed)\n" : " (withdrawn)\n");
            case Instant moment ->
                text.append(path).append('=').append(moment.toEpochMilli()).append('\n');
            case Object other -> text.append(path).append('=').append(other).append('\n');
        }
    }
}
