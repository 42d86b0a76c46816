package org.carecontact.gateway.mllp;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.carecontact.gateway.encounters.domain.Encounter;
import org.carecontact.gateway.encounters.domain.Visit;
import org.carecontact.gateway.people.PersonAggregate;
import org.carecontact.gateway.people.domain.PersonFacts;
import org.carecontact.gateway.vocabulary.domain.Said;
import org.carecontact.kernel.store.Stored;
import org.carecontact.schemas.ids.VisitId;
import org.carecontact.testsupport.RunningService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The kinds behind the inputs of real senders, each with neighbours: the last answer, and what is known then. */
final class FurtherInputsTest extends RunningGateway {

    private static final RunningService FEEDS = gateway().start();
    private static final Pattern FIELD = Pattern.compile("([A-Z0-9]{3})-([0-9]+)=(.*)");

    FurtherInputsTest() {
        super(FEEDS);
    }

    /** A message of the sample patient: its event, then fields to set, or {@code -PV1} for a segment that is left out. */
    private static SampleMessage message(String written, String visit, boolean inpatient) {
        String[] parts = written.strip().split(" ");
        SampleMessage message = SampleMessage.of(parts[0], visit)
                .set("PID", 3, "P" + visit + "^^^HIS^PI")
                .set("PV1", 2, inpatient ? "I" : "O");
        for (String part : List.of(parts).subList(1, parts.length)) {
            Matcher field = FIELD.matcher(part);
            if (field.matches()) {
                message.set(
                        field.group(1),
                        Integer.parseInt(field.group(2)),
                        field.group(3).replace('_', ' ').replace("{visit}", visit));
            } else if (part.startsWith("-")) {
                message.without(part.substring(1));
            } else if (part.startsWith("+")) {
                message.with(part.substring(1).replace('_', ' ').replace('!', '|'));
            } else {
                message.at(part).set("MSH", 7, part);
            }
        }
        return message;
    }

    private String known(String visit) {
        return encounters
                .find("tongren", "tongren:" + new VisitId(visit).encoded())
                .map(Stored::state)
                .map(this::known)
                .orElse("none");
    }

    private String known(Encounter encounter) {
        Visit visit = ((Encounter.Known) encounter).told().visit();
        PersonFacts person = people.find("tongren", PersonAggregate.id("tongren", visit.patient()))
                .orElseThrow()
                .state()
                .factsOrNone();
        List<String> known = new ArrayList<>(List.of(
                encounter.getClass().getSimpleName(),
                String.valueOf(visit.doctor()),
                String.valueOf(visit.department()),
                String.valueOf(visit.encounterClass())));
        if (Said.value(person.mobile()) != null) {
            known.add("patient");
        }
        if (Said.value(person.guardian()) != null) {
            known.add("guardian");
        }
        if (Said.value(person.born()) != null) {
            known.add("born");
        }
        return String.join(" ", known);
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            # Transfers, changes of class, cancellations
            a transfer without a doctor keeps the doctor          | A01 ; A02 20261123090000 PV1-3=surgery PV1-7= | AA | InProgress D0001 surgery IMP patient guardian born
            a transfer that is taken back                          | A01 ; A02 20261123090000 PV1-3=surgery ; A12 20261123091000 PV1-3=cardiology | AA | InProgress D0001 cardiology IMP patient guardian born
            an admission that is taken back                        | A01 ; A11 20261123091000 | AA | Cancelled D0001 cardiology IMP patient guardian born
            a registration that is taken back                      | A04 ; A11 20261123091000 | AA | Cancelled D0001 cardiology AMB patient guardian born
            an outpatient becomes an inpatient, without a class     | A04 ; A06 20261123091000 PV1-2= | AA | InProgress D0001 cardiology IMP patient guardian born
            an inpatient becomes an outpatient                     | A01 ; A07 20261123091000 PV1-2=O | AA | InProgress D0001 cardiology AMB patient guardian born
            a discharge before its admission arrives               | A03 20261123100000 ; A01 20261123080000 | AA | Finished D0001 cardiology IMP patient guardian born
            a discharge that is taken back and comes again          | A01 ; A03 20261123100000 ; A13 20261123101000 ; A03 20261123110000 | AA | Finished D0001 cardiology IMP patient guardian born
            a discharge taken back that arrives first              | A13 20261123101000 ; A03 20261123100000 ; A01 20261123080000 | AA | InProgress D0001 cardiology IMP patient guardian born
            a change of the doctor (A54)                           | A01 ; A54 20261123090000 PV1-7=D0007 | AA | InProgress D0007 cardiology IMP patient guardian born
            an older update does not bring an older doctor back     | A04 ; A08 20261123093000 PV1-7=D0008 ; A08 20261123091000 PV1-7=D0007 | AA | InProgress D0008 cardiology AMB patient guardian born
            # What a message leaves out, and what it takes back
            a discharge without PV1-2, PV1-3 and PV1-7              | A04 ; A03 20261123090000 PV1-2= PV1-3= PV1-7= | AA | Finished D0001 cardiology AMB patient guardian born
            an update without PID-13 and NK1 keeps both            | A04 ; A08 20261123090000 PID-13= -NK1 | AA | InProgress D0001 cardiology AMB patient guardian born
            an update that takes the number back                   | A04 ; A08 20261123090000 PID-13="" | AA | InProgress D0001 cardiology AMB guardian born
            an update that takes the birth date back               | A04 ; A08 20261123090000 PID-7="" | AA | InProgress D0001 cardiology AMB patient guardian
            a visit without a doctor until an update               | A04 PV1-7= ; A08 20261123090000 PV1-7=D0003 | AA | InProgress D0003 cardiology AMB patient guardian born
            a visit without a department until an update           | A04 PV1-3= ; A08 20261123090000 PV1-3=surgery | AA | InProgress D0001 surgery AMB patient guardian born
            # Classes
            class E                                                | A04 PV1-2=E | AA | InProgress D0001 cardiology EMER patient guardian born
            class P, which is none here                           | A04 PV1-2=P | AA | InProgress D0001 cardiology null patient guardian born
            class R of an outpatient                               | A04 PV1-2=R | AA | InProgress D0001 cardiology AMB patient guardian born
            an admission says that it is one, whatever its class   | A01 PV1-2=N | AA | InProgress D0001 cardiology IMP patient guardian born
            # Identifiers of patients
            the visit number first, the patient id second          | A04 PID-3={visit}^^^HIS^VN~P{visit}^^^HIS^PI | AA | InProgress D0001 cardiology AMB patient guardian born
            a citizen's number first, typed NI                      | A04 PID-3=99010119800229002X^^^GOV^NI~P{visit}^^^HIS^PI | AA | InProgress D0001 cardiology AMB patient guardian born
            a citizen's number first, without a type                | A04 PID-3=99010119800229002X~P{visit} | AA | InProgress D0001 cardiology AMB patient guardian born
            a citizen's number and nothing else                    | A04 PID-3=99010119800229002X | AE 101 PID-3 | none
            a citizen's number and nothing else, typed PI           | A04 PID-3=99010119800229002X^^^HIS^PI | AE 101 PID-3 | none
            no patient id                                          | A04 PID-3= | AE 101 PID-3 | none
            HL7 null as the patient id                             | A04 PID-3="" | AE 101 PID-3 | none
            an id with a slash, a space and Chinese                | A04 PID-3=住院/{visit}_1^^^HIS^PI | AA | InProgress D0001 cardiology AMB patient guardian born
            an id with escaped characters                          | A04 PID-3=P\\T\\{visit}^^^HIS^PI | AA | InProgress D0001 cardiology AMB patient guardian born
            # Identifiers of doctors
            a doctor by name alone                                 | A04 PV1-7=^王^建国 | AA 204 PV1-7 | InProgress null cardiology AMB patient guardian born
            a doctor's citizen number and nothing else             | A04 PV1-7=99010119800229002X^王 | AA 204 PV1-7 | InProgress null cardiology AMB patient guardian born
            a doctor's number in the second repetition              | A04 PV1-7=^王~D0009^王^^^^^^^HIS^L^^^EI | AA | InProgress D0009 cardiology AMB patient guardian born
            an empty doctor takes nothing back                     | A04 ; A08 20261123090000 PV1-7=^ | AA | InProgress D0001 cardiology AMB patient guardian born
            HL7 null takes the doctor back                         | A04 ; A08 20261123090000 PV1-7="" | AA | InProgress null cardiology AMB patient guardian born
            # Departments
            a department in Chinese                                | A04 PV1-3=心内科二病区^301^1 | AA | InProgress D0001 心内科二病区 AMB patient guardian born
            a department with a space and a slash                  | A04 PV1-3=ICU_2/A | AA | InProgress D0001 ICU 2/A AMB patient guardian born
            # Visit numbers
            the number with its authority                          | A04 PV1-19={visit}^^^HIS^VN | AA | InProgress D0001 cardiology AMB patient guardian born
            neither a number nor the time of admission              | A08 PV1-19= PV1-44= | AE 101 PV1-19 | none
            # Times
            EVN-2 of a day                                         | A04 EVN-2=20261123 | AA | InProgress D0001 cardiology AMB patient guardian born
            EVN-2 with an offset and a fraction                    | A04 EVN-2=20261123080000.1234+0800 | AA | InProgress D0001 cardiology AMB patient guardian born
            no EVN                                                 | A04 -EVN | AA | InProgress D0001 cardiology AMB patient guardian born
            EVN-2 that is no time                                  | A04 EVN-2=yesterday | AA 102 EVN-2 | InProgress D0001 cardiology AMB patient guardian born
            neither EVN-2 nor MSH-7 is a time                      | A04 EVN-2=yesterday MSH-7=now | AE 102 EVN-2 | none
            EVN-2 on 30 February                                    | A04 EVN-2=20260230080000 | AA 102 EVN-2 | InProgress D0001 cardiology AMB patient guardian born
            a birth date of the year alone                         | A04 PID-7=1980 | AA | InProgress D0001 cardiology AMB patient guardian born
            a birth date with a time                               | A04 PID-7=19800229083000 | AA | InProgress D0001 cardiology AMB patient guardian born
            a birth date in the future                             | A04 PID-7=20990101 | AA 102 PID-7 | InProgress D0001 cardiology AMB patient guardian
            # Telephone numbers
            with the country's code                                | A04 PID-13=+86_140-1000-0001^PRN^CP | AA | InProgress D0001 cardiology AMB patient guardian born
            in parts of XTN                                        | A04 PID-13=^PRN^CP^^86^^14010000001 | AA | InProgress D0001 cardiology AMB patient guardian born
            in XTN-12                                              | A04 PID-13=^PRN^CP^^^^^^^^^14010000001 | AA | InProgress D0001 cardiology AMB patient guardian born
            an e-mail address                                      | A04 PID-13=^NET^Internet^a@b.example | AA | InProgress D0001 cardiology AMB guardian born
            a landline, then a mobile                              | A04 PID-13=010-65280001^PRN^PH~14010000001^PRN^CP | AA | InProgress D0001 cardiology AMB patient guardian born
            # Relatives
            two relatives, the guardian second                     | A04 NK1-3=SPO NK1-5= +NK1!2!测试!GRD!!14011000001 | AA | InProgress D0001 cardiology AMB patient guardian born
            no relative                                            | A04 -NK1 | AA | InProgress D0001 cardiology AMB patient born
            # Versions, character sets, framing
            v2.1                                                   | A04 MSH-12=2.1 | AA | InProgress D0001 cardiology AMB patient guardian born
            v2.3 with an international version                      | A04 MSH-12=2.3.1^CHN | AA | InProgress D0001 cardiology AMB patient guardian born
            a version that does not exist                          | A04 MSH-12=3.0 | AR 203 MSH-12 | none
            the character set in lower case                        | A04 MSH-18=unicode_utf-8 | AA | InProgress D0001 cardiology AMB patient guardian born
            a character set that nobody knows                      | A04 MSH-18=KLINGON | AE 103 MSH-18 | none
            a structure in MSH-9                                   | A04 MSH-9=ADT^A04^ADT_A01 | AA | InProgress D0001 cardiology AMB patient guardian born
            a test message                                         | A04 MSH-11=T | AR 202 MSH-11 | none
            another hospital's message                             | A04 MSH-4=meiyan | AR 204 MSH-4 | none
            segments of its own and repeated ones                  | A04 +ZPV!1!自费 +OBX!1!NM!8867-4^HR^LN!!72 +OBX!2!NM!8867-4^HR^LN!!73 | AA | InProgress D0001 cardiology AMB patient guardian born
            """)
    void each_kind_has_its_answer_and_its_meaning(String what, String messages, String verdict, String known) {
        String visit = SampleMessage.newVisit();
        String last = "";
        try (MllpClient client = connect()) {
            for (String written : messages.split(";")) {
                last = client.exchange(message(written, visit, messages.contains("A01 ")))
                        .verdict();
            }
        }
        assertThat(last).as(what).isEqualTo(verdict);
        assertThat(known(visit)).as(what).isEqualTo(known);
    }
}
