package org.carecontact.testsupport;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.avro.specific.SpecificDatumWriter;
import org.apache.avro.specific.SpecificRecord;
import org.carecontact.events.ContactEnded;
import org.carecontact.events.ContactRequestSubmitted;
import org.carecontact.schemas.EventTypes;
import org.carecontact.schemas.ids.PairId;
import org.junit.jupiter.api.Test;

class SampleEventsTest {

    private final SampleEvents sample = new SampleEvents("tongren", "P1", "D1", new PairId("a".repeat(26)));

    @Test
    void there_is_a_sample_of_every_event_type() {
        assertThat(sample.all())
                .extracting(SpecificRecord::getSchema)
                .containsExactlyInAnyOrderElementsOf(EventTypes.all());
    }

    @Test
    void every_sample_can_be_written() throws IOException {
        for (SpecificRecord event : sample.all()) {
            ByteArrayOutputStream bytes = new ByteArrayOutputStream();
            BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
            new SpecificDatumWriter<SpecificRecord>(event.getSchema()).write(event, encoder);
            encoder.flush();
            assertThat(bytes.size()).as(event.getSchema().getName()).isPositive();
        }
    }

    @Test
    void a_test_changes_what_it_is_about() {
        ContactRequestSubmitted next = sample.next().submitted(request -> request.setPurpose("CHRONIC_CARE"));
        assertThat(next.getRequest().getNumber()).isEqualTo(2);
        assertThat(next.getRequest().getRequest()).isEqualTo("a".repeat(26) + "-2");
        assertThat(next.getRequest().getPurpose()).isEqualTo("CHRONIC_CARE");
    }

    @Test
    void an_ended_contact_says_by_whom() {
        ContactEnded ended = sample.ended("DOCTOR", SampleEvents.unchanged());
        assertThat(ended.getRequest().getContact().getEndedBy()).isEqualTo("DOCTOR");
        assertThat(ended.getRequest().getContact().getEndedAt()).isNotNull();
    }
}
