package org.carecontact.sandbox.people;

import java.util.List;

/**
 * A made-up hospital.
 *
 * @param patients how many patients it has: P000001 and on
 * @param number 1 for the first hospital; part of its people's telephone numbers
 */
public record Hospital(
        String id,
        int number,
        String name,
        String englishName,
        InstitutionType type,
        List<Department> departments,
        List<Doctor> doctors,
        int patients) {

    /** A department with its code, as events and policies name it. */
    public record Department(String code, String name, String englishName) {}

    public List<Doctor> doctorsOf(String department) {
        return doctors.stream()
                .filter(doctor -> doctor.department().equals(department))
                .toList();
    }

    public Doctor doctor(String id) {
        return doctors.stream()
                .filter(doctor -> doctor.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("no doctor " + id + " at " + this.id));
    }
}
