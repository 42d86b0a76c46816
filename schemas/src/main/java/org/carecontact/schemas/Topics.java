package org.carecontact.schemas;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The names of all Kafka topics: what services say of pairs, what each hospital says, and each service's dead letters. */
public final class Topics {

    public static final String REQUESTS = "carecontact.requests";
    public static final String CONSENTS = "carecontact.consents";
    public static final String DECISIONS = "carecontact.decisions";
    public static final String NOTIFICATIONS = "carecontact.notifications";

    /** The encounters of all hospitals, for a subscription by pattern. */
    public static final String ANY_ENCOUNTERS = "hospital\\.[^.]+\\.encounters";

    public static final String ANY_DOCTORS = "hospital\\.[^.]+\\.doctors";
    public static final String ANY_SCHEDULES = "hospital\\.[^.]+\\.schedules";
    public static final String ANY_PATIENTS = "hospital\\.[^.]+\\.patients";

    private static final List<String> OF_SERVICES = List.of(REQUESTS, CONSENTS, DECISIONS, NOTIFICATIONS);
    private static final Pattern OF_A_HOSPITAL = Pattern.compile("hospital\\.([^.]+)\\.[^.]+");

    private Topics() {}

    /** The four topics on which services speak of pairs. */
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

    /** What a service could not use. */
    public static String deadLetters(String service) {
        return service + ".dead-letters";
    }

    /** Whether the topic is this hospital's own: a hospital speaks for itself only. */
    public static boolean isOf(String topic, String hospital) {
        Matcher matcher = OF_A_HOSPITAL.matcher(topic);
        return matcher.matches() && matcher.group(1).equals(hospital);
    }

    private static String of(String hospital, String kind) {
        return "hospital." + hospital + "." + kind;
    }
}
