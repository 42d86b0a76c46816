package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.sandbox.people.Person;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * The addresses of a running installation and its sample users, written as JSON for scripts.
 *
 * @param kafka bootstrap servers
 * @param registry the registry's own API
 * @param confluent the registry's Confluent API
 * @param mongo without a database; each service's is named after it
 * @param hospitals the folder with the folders of all hospitals
 * @param mllp port by sample hospital, of those that send HL7 v2
 * @param feeds the doors of all sample hospitals
 * @param services base URL by service
 * @param management base URL of health and metrics by service
 * @param vendors the vendors' twin, where sample people see their messages
 * @param tokens where a user name and password are exchanged for a token (client_credentials)
 */
public record Endpoints(
        String installation,
        String kafka,
        String registry,
        String confluent,
        String mongo,
        String hospitals,
        Map<String, Integer> mllp,
        List<Feed> feeds,
        Map<String, String> services,
        Map<String, String> management,
        String issuer,
        String tokens,
        String vendors,
        List<User> users) {

    private static final JsonMapper JSON =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /**
     * A feed of a sample hospital.
     *
     * @param door hl7-v2, "hl7-v2 in GBK", wst-846 or fhir
     */
    public record Feed(String hospital, String door, int port) {}

    /** A sample user to try things out with. */
    public record User(
            String user,
            String password,
            String role,
            String hospital,
            String person,
            @Nullable String patient,
            @Nullable String relation) {

        static User of(Person person, String password) {
            return new User(
                    person.user(),
                    password,
                    person.role().claim(),
                    person.hospital(),
                    person.id(),
                    person.patient(),
                    person.relation());
        }
    }

    static Endpoints of(Site site, List<User> users) {
        Ports ports = site.ports();
        List<Feed> feeds = SampleHospitals.feeds(ports);
        Map<String, Integer> mllp = new LinkedHashMap<>();
        feeds.stream()
                .filter(feed -> feed.door().equals("hl7-v2"))
                .forEach(feed -> mllp.put(feed.hospital(), feed.port()));
        Map<String, String> services = new LinkedHashMap<>();
        Ports.SERVICES.forEach(service -> services.put(service, url(ports.service(service))));
        Map<String, String> management = new LinkedHashMap<>();
        Ports.SERVICES.forEach(service -> management.put(service, url(ports.management(service))));
        return new Endpoints(
                site.name(),
                "127.0.0.1:" + ports.kafka(),
                url(ports.registry()) + "/apis/registry/v3",
                url(ports.registry()) + "/apis/ccompat/v7",
                "mongodb://127.0.0.1:" + ports.mongo(),
                site.hospitals().toString(),
                mllp,
                feeds,
                services,
                management,
                url(ports.issuer()),
                url(ports.issuer()) + "/oauth2/token",
                url(ports.vendorTwin()),
                users);
    }

    /** By how much all ports are moved. */
    public int portOffset() {
        return Integer.parseInt(kafka.substring(kafka.lastIndexOf(':') + 1)) - new Ports(0).kafka();
    }

    Endpoints with(List<User> others) {
        return new Endpoints(
                installation,
                kafka,
                registry,
                confluent,
                mongo,
                hospitals,
                mllp,
                feeds,
                services,
                management,
                issuer,
                tokens,
                vendors,
                others);
    }

    /** The base URL of a service. */
    public String service(String name) {
        return of(services, name);
    }

    /** The base URL at which a service shows its health and its metrics. */
    public String management(String name) {
        return of(management, name);
    }

    private static String of(Map<String, String> urls, String name) {
        String url = urls.get(name);
        if (url == null) {
            throw new IllegalArgumentException("no service is called " + name);
        }
        return url;
    }

    /** It contains passwords: only the owner may read the file. */
    void write(Path file) {
        try {
            Files.createDirectories(file.getParent());
            Path draft = Files.createTempFile(file.getParent(), "endpoints", ".draft");
            Files.writeString(draft, JSON.writeValueAsString(this) + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Endpoints read(Path file) throws IOException {
        return JSON.readValue(Files.readString(file), Endpoints.class);
    }

    private static String url(int port) {
        return "http://127.0.0.1:" + port;
    }
}
