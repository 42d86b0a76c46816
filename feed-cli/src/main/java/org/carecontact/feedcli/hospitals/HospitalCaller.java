package org.carecontact.feedcli.hospitals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.function.UnaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.carecontact.sandbox.installation.AddedHospital;
import org.carecontact.sandbox.installation.Endpoints;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.tokens.TokenClient;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Where a hospital is taken over, and in whose name; what is not given comes from the installation that is up here. */
final class HospitalCaller {

    private static final JsonMapper JSON = new JsonMapper();
    private static final Pattern RANGE = Pattern.compile("([0-9]{1,5})-([0-9]{1,5})");

    @Option(names = "--hospitals", defaultValue = "${env:CARECONTACT_HOSPITALS_FOLDER}")
    private @Nullable Path hospitals;

    @Option(names = "--ports")
    private @Nullable String ports;

    @Option(names = "--gateway", defaultValue = "${env:CARECONTACT_GATEWAY_URL}")
    private @Nullable String gateway;

    @Option(names = "--policy", defaultValue = "${env:CARECONTACT_POLICY_URL}")
    private @Nullable String policy;

    @Option(names = "--consent", defaultValue = "${env:CARECONTACT_CONSENT_URL}")
    private @Nullable String consent;

    @Option(names = "--staff", defaultValue = "${env:CARECONTACT_STAFF_TOKEN}")
    private @Nullable String staff;

    @Option(names = "--second-staff", defaultValue = "${env:CARECONTACT_SECOND_STAFF_TOKEN}")
    private @Nullable String secondStaff;

    @Option(names = "--supervisor", defaultValue = "${env:CARECONTACT_SUPERVISOR_TOKEN}")
    private @Nullable String supervisor;

    @Option(names = "--second-supervisor", defaultValue = "${env:CARECONTACT_SECOND_SUPERVISOR_TOKEN}")
    private @Nullable String secondSupervisor;

    /** Something that the caller has to say, or said wrongly. */
    static final class Missing extends Exception {

        private static final long serialVersionUID = 1L;

        Missing(String what) {
            super(what);
        }
    }

    /** Somebody of the hospital, as a token names them. */
    enum Somebody {
        STAFF("staff", "s01", "--staff", "CARECONTACT_STAFF_TOKEN"),
        SECOND_STAFF("staff", "s02", "--second-staff", "CARECONTACT_SECOND_STAFF_TOKEN"),
        SUPERVISOR("supervisor", "v01", "--supervisor", "CARECONTACT_SUPERVISOR_TOKEN"),
        SECOND_SUPERVISOR("supervisor", "v02", "--second-supervisor", "CARECONTACT_SECOND_SUPERVISOR_TOKEN");

        private final String role;
        private final String sample;
        private final String option;
        private final String variable;

        Somebody(String role, String sample, String option, String variable) {
            this.role = role;
            this.sample = sample;
            this.option = option;
            this.variable = variable;
        }
    }

    /**
     * Where a folder goes.
     *
     * @throws Missing when --ports is no range
     */
    HospitalCheck.Place place(@Nullable Endpoints here) throws Missing {
        int offset = here == null || hospitals != null ? 0 : here.portOffset();
        int first = Ports.FIRST_FEED + offset;
        int last = Ports.LAST_FEED + offset;
        if (ports != null) {
            Matcher range = RANGE.matcher(ports);
            if (!range.matches()) {
                throw new Missing("--ports is a range as 2575-2599");
            }
            first = Integer.parseInt(range.group(1));
            last = Integer.parseInt(range.group(2));
        }
        Path folder = hospitals == null && here != null ? Path.of(here.hospitals()) : hospitals;
        return new HospitalCheck.Place(folder, first, last, offset);
    }

    /** The address of a service; null when nobody said it. */
    @Nullable
    String url(String service, @Nullable Endpoints here) {
        String given = switch (service) {
            case "hospital-gateway" -> gateway;
            case "policy-service" -> policy;
            default -> consent;
        };
        return given == null && here != null ? here.service(service) : given;
    }

    /** A token of the operator or of staff, for what changes nothing; null when there is none. */
    @Nullable
    String anybody(@Nullable Endpoints here, CloseableHttpClient http) throws IOException {
        if (staff != null || here == null) {
            return staff;
        }
        return sample(here, "operator", http);
    }

    /**
     * The service in the name of somebody of the hospital.
     *
     * @throws Missing when address or token are, or when the token is another hospital's or another role's
     * @throws IOException when the issuer of tokens does not give one
     */
    ServiceClient as(Somebody who, String hospital, String service, @Nullable Endpoints here, CloseableHttpClient http)
            throws Missing, IOException {
        String url = url(service, here);
        if (url == null) {
            throw new Missing("the address of " + service + " is missing: give it as the help says");
        }
        String token = switch (who) {
            case STAFF -> staff;
            case SECOND_STAFF -> secondStaff;
            case SUPERVISOR -> supervisor;
            case SECOND_SUPERVISOR -> secondSupervisor;
        };
        if (token == null) {
            if (here == null) {
                throw new Missing("a token of the hospital's " + who.role + " is missing: give " + who.option
                        + ", or set " + who.variable);
            }
            token = sample(here, hospital + "." + who.sample, http);
        }
        requireOf(token, who, hospital);
        return new ServiceClient(http, service, url, token);
    }

    private static String sample(Endpoints here, String user, CloseableHttpClient http) throws IOException {
        UnaryOperator<String> passwords = AddedHospital.passwords(Path.of(here.hospitals()));
        return new TokenClient(here.tokens(), passwords, http).of(user);
    }

    /** The services check tokens; this only tells a mistake before anything is done. */
    private static void requireOf(String token, Somebody who, String hospital) throws Missing {
        String[] parts = token.split("\\.", -1);
        JsonNode claims;
        try {
            claims = JSON.readTree(new String(
                    Base64.getUrlDecoder().decode(parts.length == 3 ? parts[1] : ""), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException | JacksonException _) {
            return; // no JWT that we can read
        }
        String of = claims.path("hospital").asString("");
        String role = claims.path("role").asString("");
        if (!of.isEmpty() && (!of.equals(hospital) || !role.equals(who.role))) {
            throw new Missing(
                    who.option + " is a token of " + role + " of " + of + ", not of " + who.role + " of " + hospital);
        }
    }
}
