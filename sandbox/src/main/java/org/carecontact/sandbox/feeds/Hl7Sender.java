package org.carecontact.sandbox.feeds;

import ca.uhn.hl7v2.DefaultHapiContext;
import ca.uhn.hl7v2.HL7Exception;
import ca.uhn.hl7v2.app.ActiveConnection;
import ca.uhn.hl7v2.app.Connection;
import ca.uhn.hl7v2.llp.LLPException;
import ca.uhn.hl7v2.llp.LowerLayerProtocol;
import ca.uhn.hl7v2.llp.MinLowerLayerProtocol;
import ca.uhn.hl7v2.model.Message;
import ca.uhn.hl7v2.model.v25.message.ADT_A01;
import ca.uhn.hl7v2.model.v25.segment.MSH;
import ca.uhn.hl7v2.model.v25.segment.NK1;
import ca.uhn.hl7v2.model.v25.segment.PID;
import ca.uhn.hl7v2.model.v25.segment.PV1;
import ca.uhn.hl7v2.util.Terser;
import ca.uhn.hl7v2.validation.impl.ValidationContextFactory;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A hospital's side of its HL7 v2.5 feed: one MLLP connection, one message at a time, with reconnects. */
public final class Hl7Sender implements HospitalSender {

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss.SSSZ").withZone(ZoneId.of("Asia/Shanghai"));
    private static final DateTimeFormatter DATE = DateTimeFormatter.BASIC_ISO_DATE;

    private final String host;
    private final int port;
    private final String facility;
    private final Duration patience;
    private final boolean old;
    private final ExecutorService threads = Executors.newCachedThreadPool(
            Thread.ofPlatform().name("hl7-sender-", 0).daemon().factory());
    private final DefaultHapiContext hapi = new DefaultHapiContext(threads);
    private @Nullable ActiveConnection connection;

    /** The ADT trigger events of a visit. */
    public enum Trigger {
        A01,
        A03,
        A04,
        A08,
        A11;

        private String structure() {
            return switch (this) {
                case A01, A04, A08 -> "ADT_A01";
                case A03 -> "ADT_A03";
                case A11 -> "ADT_A09";
            };
        }
    }

    /**
     * A patient, as the hospital knows them.
     *
     * @param mobile null when the hospital has none
     * @param kin null when the hospital knows of none
     */
    public record Person(
            String id,
            String name,
            LocalDate born,
            @Nullable String mobile,
            @Nullable Kin kin) {}

    /**
     * A relative who speaks for a patient.
     *
     * @param relation HL7 table 0063, as GRD, MTH, FTH, SPO, CHD
     */
    public record Kin(String name, String relation, String mobile) {}

    /**
     * A visit.
     *
     * @param patientClass PV1-2: O outpatient, I inpatient, E emergency, VR online
     */
    public record Visit(String number, Person patient, String doctor, String department, String patientClass) {}

    /** A sender of v2.5 in UTF-8; connects with the first message. */
    public Hl7Sender(String host, int port, String facility, Duration patience) {
        this(host, port, facility, patience, false);
    }

    /**
     * Connects with the first message.
     *
     * @param old v2.4 in GBK, which no message names, and classes in words
     */
    Hl7Sender(String host, int port, String facility, Duration patience, boolean old) {
        this.old = old;
        this.host = host;
        this.port = port;
        this.facility = facility;
        this.patience = patience;
        hapi.setValidationContext(ValidationContextFactory.noValidation());
        // The control ids are given below; HAPI's own generator would keep a file.
        hapi.getParserConfiguration().setIdGenerator(() -> "0");
    }

    /**
     * Sends one message and waits for its answer.
     *
     * @param controlId MSH-10; the same one again makes a duplicate
     * @return AA, AE or AR
     * @throws IOException when there was no answer: whether it was taken in is not known, so send it again
     */
    @Override
    public synchronized String send(Trigger trigger, Visit visit, Instant at, String controlId) throws IOException {
        try {
            Message answer = connected().getInitiator().sendAndReceive(message(trigger, visit, at, controlId));
            return new Terser(answer).get("/MSA-1");
        } catch (HL7Exception | LLPException e) {
            disconnect();
            throw new IOException("no answer from " + host + ":" + port, e);
        } catch (IOException e) {
            disconnect();
            throw e;
        }
    }

    private Connection connected() throws IOException, LLPException {
        ActiveConnection open = connection;
        if (open == null || !open.isOpen()) {
            Socket socket = new Socket();
            socket.connect(new InetSocketAddress(host, port), Math.toIntExact(patience.toMillis()));
            socket.setTcpNoDelay(true);
            open = new ActiveConnection(hapi.getPipeParser(), protocol(), socket, threads);
            open.getInitiator().setTimeout(patience.toMillis(), TimeUnit.MILLISECONDS);
            open.activate();
            connection = open;
        }
        return open;
    }

    private LowerLayerProtocol protocol() {
        MinLowerLayerProtocol protocol = new MinLowerLayerProtocol();
        protocol.setCharset(old ? Charset.forName("GB18030") : StandardCharsets.UTF_8);
        return protocol;
    }

    private Message message(Trigger trigger, Visit visit, Instant at, String controlId)
            throws HL7Exception, IOException {
        ADT_A01 adt = new ADT_A01();
        adt.setParser(hapi.getPipeParser());
        adt.initQuickstart("ADT", trigger.name(), "P");
        MSH msh = adt.getMSH();
        msh.getMessageType().getMessageStructure().setValue(trigger.structure());
        msh.getSendingApplication().getNamespaceID().setValue("HIS");
        msh.getSendingFacility().getNamespaceID().setValue(facility);
        msh.getReceivingApplication().getNamespaceID().setValue("CARECONTACT");
        msh.getDateTimeOfMessage().getTime().setValue(TIME.format(at));
        msh.getMessageControlID().setValue(controlId);
        if (old) {
            msh.getVersionID().getVersionID().setValue("2.4");
        } else {
            msh.getCharacterSet(0).setValue("UNICODE UTF-8");
        }
        adt.getEVN().getRecordedDateTime().getTime().setValue(TIME.format(at));
        fill(adt.getPID(), visit.patient());
        Kin kin = visit.patient().kin();
        if (kin != null) {
            NK1 nk1 = adt.getNK1(0);
            nk1.getSetIDNK1().setValue("1");
            nk1.getNKName(0).getFamilyName().getSurname().setValue(kin.name());
            nk1.getRelationship().getIdentifier().setValue(kin.relation());
            nk1.getPhoneNumber(0).getTelephoneNumber().setValue(kin.mobile());
        }
        fill(adt.getPV1(), visit);
        if (old) {
            adt.getPV1().getPatientClass().setValue(visit.patientClass().equals("I") ? "住院" : "门诊");
        }
        return adt;
    }

    private static void fill(PID pid, Person patient) throws HL7Exception {
        pid.getPatientIdentifierList(0).getIDNumber().setValue(patient.id());
        pid.getPatientIdentifierList(0).getIdentifierTypeCode().setValue("PI");
        pid.getPatientName(0).getFamilyName().getSurname().setValue(patient.name());
        pid.getDateTimeOfBirth().getTime().setValue(DATE.format(patient.born()));
        if (patient.mobile() != null) {
            pid.getPhoneNumberHome(0).getTelephoneNumber().setValue(patient.mobile());
            pid.getPhoneNumberHome(0).getTelecommunicationEquipmentType().setValue("CP");
        }
    }

    private static void fill(PV1 pv1, Visit visit) throws HL7Exception {
        pv1.getPatientClass().setValue(visit.patientClass());
        pv1.getAssignedPatientLocation().getPointOfCare().setValue(visit.department());
        pv1.getAttendingDoctor(0).getIDNumber().setValue(visit.doctor());
        pv1.getVisitNumber().getIDNumber().setValue(visit.number());
    }

    private void disconnect() {
        ActiveConnection open = connection;
        connection = null;
        if (open != null) {
            open.close();
        }
    }

    @Override
    public synchronized void close() {
        disconnect();
        threads.shutdownNow();
    }
}
