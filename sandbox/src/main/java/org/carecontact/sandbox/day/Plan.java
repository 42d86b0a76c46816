package org.carecontact.sandbox.day;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.carecontact.sandbox.people.Doctor;
import org.carecontact.sandbox.people.Hospital;
import org.carecontact.sandbox.people.InstitutionType;
import org.carecontact.sandbox.people.Patient;
import org.carecontact.sandbox.people.Population;

/** Plans who does what on a day; the same seed gives the same plan. */
final class Plan {

    private static final String PLASTIC_SURGERY = "plastic-surgery";

    private final Population population;
    private final Random random;
    private final Map<String, Integer> nextPatient = new HashMap<>();
    private final String day;

    private Plan(Population population, long seed, String day) {
        this.population = population;
        this.random = new Random(seed);
        this.day = day;
    }

    /**
     * A day with every story at least once, if it has that many requests.
     *
     * @param day part of the visit numbers, so that one day's visits are not another's
     */
    static List<Visit> day(Population population, long seed, int requests, String day) {
        Plan plan = new Plan(population, seed, day);
        List<Story> stories = new ArrayList<>(Arrays.asList(Story.values()));
        Collections.shuffle(stories, plan.random);
        List<Story> chosen = new ArrayList<>(stories.subList(0, Math.min(requests, stories.size())));
        int weights = Arrays.stream(Story.values()).mapToInt(Story::weight).sum();
        while (chosen.size() < requests) {
            int at = plan.random.nextInt(weights);
            for (Story story : Story.values()) {
                at -= story.weight();
                if (at < 0) {
                    chosen.add(story);
                    break;
                }
            }
        }
        Collections.shuffle(chosen, plan.random);
        return plan.visits(chosen);
    }

    /** Visits that are all granted, for measuring what one costs. */
    static List<Visit> granted(Population population, long seed, int requests, String day, int firstPatient) {
        Plan plan = new Plan(population, seed, day);
        population.hospitals().forEach(hospital -> plan.nextPatient.put(hospital.id() + false, firstPatient));
        return plan.visits(Collections.nCopies(requests, Story.GRANTED));
    }

    /** Plans visits of patients and doctors who did not meet before, each to be granted; as many as there are. */
    static Iterator<Visit> strangers(Population population, String day) {
        AtomicInteger number = new AtomicInteger();
        int most = population.hospitals().stream()
                .mapToInt(Hospital::patients)
                .max()
                .orElse(0);
        return IntStream.range(0, most * 100)
                .boxed()
                .flatMap(i -> population.hospitals().stream().flatMap(hospital -> {
                    List<Doctor> doctors = hospital.doctors().stream()
                            .filter(doctor ->
                                    optsIn(doctor) && !doctor.department().equals(PLASTIC_SURGERY))
                            .filter(doctor -> !operates(hospital, doctor) && !signsLater(hospital, doctor))
                            .toList();
                    int round = i / hospital.patients();
                    Patient patient = population.patient(hospital.id(), 1 + i % hospital.patients());
                    return round < doctors.size() && patient.age() >= 18
                            ? Stream.of(new Meeting(hospital, doctors.get((i + round) % doctors.size()), patient))
                            : Stream.empty();
                }))
                .map(meeting -> new Visit(
                        number.incrementAndGet(),
                        meeting.hospital(),
                        meeting.doctor(),
                        meeting.patient(),
                        "%s-%06d".formatted(day, number.get()),
                        meeting.hospital().type() == InstitutionType.INTERNET ? "VR" : "AMB",
                        Story.GRANTED))
                .iterator();
    }

    private record Meeting(Hospital hospital, Doctor doctor, Patient patient) {}

    /** Returns whether the doctor lets patients ask: most do. */
    static boolean optsIn(Doctor doctor) {
        return Math.floorMod(doctor.id().hashCode(), 5) != 0;
    }

    /** Returns whether the doctor operates on that day: the first who can be asked, where patients come in person. */
    static boolean operates(Hospital hospital, Doctor doctor) {
        return hospital.type() != InstitutionType.INTERNET
                && hospital.doctors().stream()
                        .filter(one -> optsIn(one) && !one.department().equals(PLASTIC_SURGERY))
                        .findFirst()
                        .filter(doctor::equals)
                        .isPresent();
    }

    /** Returns whether the doctor signs the terms only when asked: the last of several who can be asked at any time. */
    static boolean signsLater(Hospital hospital, Doctor doctor) {
        List<Doctor> several = hospital.doctors().stream()
                .filter(one -> optsIn(one) && !one.department().equals(PLASTIC_SURGERY) && !operates(hospital, one))
                .toList();
        return several.size() > 1 && several.getLast().equals(doctor);
    }

    private List<Visit> visits(List<Story> stories) {
        List<Visit> visits = new ArrayList<>();
        for (Story story : stories) {
            visits.add(visit(visits.size() + 1, story));
        }
        return visits;
    }

    private Visit visit(int number, Story story) {
        Hospital hospital = hospital(story);
        List<Doctor> doctors = hospital.doctors().stream()
                .filter(doctor -> doctor.department().equals(PLASTIC_SURGERY) == (story == Story.PLASTIC_SURGERY))
                .filter(doctor -> optsIn(doctor) == (story != Story.DOCTOR_NOT_OPTED_IN))
                .filter(doctor -> operates(hospital, doctor) == (story == Story.WITHDRAWN_BEFORE_DELIVERY))
                .filter(doctor -> signsLater(hospital, doctor) == (story == Story.DOCTOR_SIGNS_FIRST))
                .toList();
        Doctor doctor = doctors.get(random.nextInt(doctors.size()));
        Patient patient = patient(hospital, story);
        return new Visit(
                number, hospital, doctor, patient, "%s-%05d".formatted(day, number), kind(hospital, story), story);
    }

    private Hospital hospital(Story story) {
        List<Hospital> possible = population.hospitals().stream()
                .filter(hospital -> switch (story) {
                    case PLASTIC_SURGERY -> hospital.type() == InstitutionType.PRIVATE_SPECIALTY;
                    case PERSONAL_WECHAT -> hospital.type() == InstitutionType.PUBLIC_TERTIARY;
                    case WITHDRAWN_BEFORE_DELIVERY ->
                        hospital.doctors().stream().anyMatch(doctor -> operates(hospital, doctor));
                    case DOCTOR_SIGNS_FIRST ->
                        hospital.doctors().stream().anyMatch(doctor -> signsLater(hospital, doctor));
                    default ->
                        hospital.doctors().stream()
                                .anyMatch(doctor -> !doctor.department().equals(PLASTIC_SURGERY)
                                        && optsIn(doctor) == (story != Story.DOCTOR_NOT_OPTED_IN));
                })
                .toList();
        return possible.get(random.nextInt(possible.size()));
    }

    /** Draws each patient once a day; children only where a story is about one. */
    private Patient patient(Hospital hospital, Story story) {
        boolean child = story == Story.CHILD_WITH_GUARDIAN;
        String list = hospital.id() + child;
        int number = nextPatient.getOrDefault(list, 0) + 1;
        while (true) {
            Patient patient = population.patient(hospital.id(), 1 + (number - 1) % hospital.patients());
            if (patient.needsGuardian() == child && (child || patient.age() >= 18) && suits(patient, story)) {
                nextPatient.put(list, number);
                return patient;
            }
            number++;
        }
    }

    private static boolean suits(Patient patient, Story story) {
        return !story.familyAsks() || (patient.family().authority() != null) == (story == Story.FAMILY_ASKS);
    }

    private String kind(Hospital hospital, Story story) {
        if (hospital.type() == InstitutionType.INTERNET) {
            return "VR";
        }
        // A patient who is admitted may ask during the stay; these stories need a consultation with an end.
        boolean ends = story.inConsultation() || story == Story.ENCOUNTER_CANCELLED;
        return !ends && random.nextInt(4) == 0 ? "IMP" : "AMB";
    }
}
