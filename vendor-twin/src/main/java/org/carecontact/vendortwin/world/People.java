package org.carecontact.vendortwin.world;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Everybody with a telephone. A number that is not known yet belongs to somebody new. */
public final class People {

    private static final int MOST = 200_000;

    private final Map<String, Person> byMobile = new LinkedHashMap<>();
    private final Map<String, String> mobileByAlias = new LinkedHashMap<>();

    /** The one with this number, E.164. */
    public synchronized Person at(String mobile) {
        Person known = byMobile.get(mobile);
        return known == null ? add(mobile, "用户" + mobile.substring(Math.max(0, mobile.length() - 4))) : known;
    }

    /** Adds somebody, or gives the one with this number the name. */
    public synchronized Person add(String mobile, String name) {
        if (!mobile.matches("\\+[0-9]{6,15}")) {
            throw new IllegalArgumentException("a number has the form +8614010000001");
        }
        if (!byMobile.containsKey(mobile) && byMobile.size() >= MOST) {
            throw new IllegalStateException("there are too many people");
        }
        Person person = new Person(
                mobile,
                name,
                "ox" + hash("union", mobile).substring(0, 26),
                byMobile.containsKey(mobile) ? byMobile.get(mobile).phone() : Person.Phone.ON);
        byMobile.put(mobile, person);
        return person;
    }

    public synchronized void phone(String mobile, Person.Phone phone) {
        byMobile.put(mobile, at(mobile).with(phone));
    }

    public synchronized List<Person> all() {
        return List.copyOf(byMobile.values());
    }

    /** The id of a person at one application or company: the same one each time, and nobody else's. */
    public synchronized String alias(String prefix, String realm, Person person) {
        String alias = prefix + hash(realm, person.mobile()).substring(0, 28 - prefix.length());
        mobileByAlias.put(alias, person.mobile());
        return alias;
    }

    /** Whose id this is, of those that were given out. */
    public synchronized Optional<Person> byAlias(String alias) {
        return Optional.ofNullable(mobileByAlias.get(alias)).map(byMobile::get);
    }

    public synchronized Optional<Person> byUnionId(String unionId) {
        return byMobile.values().stream()
                .filter(person -> person.unionId().equals(unionId))
                .findFirst();
    }

    private static String hash(String realm, String mobile) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256")
                    .digest((realm + "|" + mobile).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
