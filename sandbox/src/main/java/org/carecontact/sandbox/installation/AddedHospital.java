package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.carecontact.sandbox.people.Passwords;
import org.carecontact.sandbox.people.Population;

/** The people of a hospital that is added to the installation that is up here. */
public final class AddedHospital {

    private AddedHospital() {}

    /** The passwords of everybody at the installation of this folder of hospitals, by user. */
    public static UnaryOperator<String> passwords(Path hospitals) {
        Passwords passwords =
                new Passwords(Secrets.in(hospitals.resolveSibling(Site.SECRETS)).passwordSeed());
        return passwords::of;
    }

    /**
     * Writes the hospital's sample people into the file of the installation's addresses.
     *
     * @throws IOException when the file can't be read
     */
    public static void tell(Path endpoints, String id) throws IOException {
        Endpoints known = Endpoints.read(endpoints);
        Path hospitals = Path.of(known.hospitals());
        UnaryOperator<String> passwords = passwords(hospitals);
        Map<String, Endpoints.User> users = new TreeMap<>();
        known.users().forEach(user -> users.put(user.user(), user));
        List<Endpoints.User> all = new ArrayList<>(known.users());
        Population.with(hospitals).samples(id).stream()
                .filter(person -> !users.containsKey(person.user()))
                .map(person -> Endpoints.User.of(person, passwords.apply(person.user())))
                .forEach(all::add);
        known.with(all).write(endpoints);
    }
}
