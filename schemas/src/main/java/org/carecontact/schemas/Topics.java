package org.carecontact.schemas;

import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of all Kafka topics: five of the services, five of each hospital, and the dead letters of each service. */
public final class Topics {

    public static final String REQUESTS = "carecontact.requests";
    public static final String CONSENTS = "carecontact.consents";
    public static final String DECISIONS = "carecontact.decisions";
    public static final String NOTIFICATIONS = "carecontact.notifications";

    /** The one topic of services whose keys are no pairs: what doctors sign. */
    public static final String TERMS = "carecontact.terms";

    /** The encounters of all hospitals, for a subscription by pattern. */
    public static final String ANY_ENCOUNTERS = "hospital\\.[^.]+\\.encounters";

    public static final String ANY_DOCTORS = "hospital\\.[^.]+\\.doctors";
    public static final String ANY_SCHEDULES = "hospital\\.[^.]+\\.schedules";
    public static final String ANY_PATIENTS = "hospital\\.[^.]+\\.patients";

    private static final List<String> OF_SERVICES = List.of(REQUESTS, CONSENTS, DECISIONS, NOTIFICATIONS, TERMS);
    private static final Pattern OF_A_HOSPITAL = Pattern.compile("hospital\\.([^.]+)\\.[^.]+");

    private Topics() {}

    /** The topics on which services publish. */
    public static List<String> ofServices() {
        return OF_SERVICES;
    }

    public static String encounters(String hospital) {
        return of(hospital, "encounters");
    }

    public static String doctors(String hospital) {
        return of(hospital, "doctors");
    }

    public static String schedules(String hospital) {
        return of(hospital, "schedules");
    }

    /** The one topic with contact points; compacted. */
    public static String patients(String hospital) {
        return of(hospital, "patients");
    }

    /** The one topic that a hospital's own producer writes; hospital-gateway alone reads it. */
    public static String inbound(String hospital) {
        return of(hospital, "inbound");
    }

    /** Returns whether a hospital may write the topic: its own, and none of those that services trust. */
    public static boolean isInboundOf(String topic, String hospital) {
        return isOf(topic, hospital)
                && !Set.of(encounters(hospital), doctors(hospital), schedules(hospital), patients(hospital))
                        .contains(topic);
    }

    /** The topic for records that a service could not use. */
    public static String deadLetters(String service) {
        return service + ".dead-letters";
    }

    /** Returns whether the topic is this hospital's own: a hospital speaks only for itself. */
    public static boolean isOf(String topic, String hospital) {
        Matcher matcher = OF_A_HOSPITAL.matcher(topic);
        return matcher.matches() && matcher.group(1).equals(hospital);
    }

    private static String of(String hospital, String kind) {
        return "hospital." + hospital + "." + kind;
    }
}
