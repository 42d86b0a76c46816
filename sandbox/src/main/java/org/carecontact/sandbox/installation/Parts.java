package org.carecontact.sandbox.installation;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.carecontact.localparts.Folders;
import org.carecontact.localparts.JvmFlags;
import org.carecontact.localparts.broker.KafkaBroker;
import org.carecontact.localparts.mongo.MongoServer;
import org.carecontact.localparts.registry.SchemaRegistry;
import org.carecontact.sandbox.people.Doctor;
import org.carecontact.sandbox.people.Population;
import org.carecontact.sandbox.standins.StandIns;
import org.carecontact.vendortwin.VendorTwin;
import tools.jackson.databind.json.JsonMapper;

/** The processes of one installation: the command and the environment of each, and how to ask whether it is ready. */
final class Parts {

    static final String STAND_INS = "stand-ins";

    private static final JsonMapper JSON = new JsonMapper();

    /** The sample hospital whose doctors have a WeCom. */
    private static final String AT_WECOM = "tongren";

    /** The account of that hospital at the vendors' twin, whose keys are invented. */
    private static final Map<String, String> TONGRENS_WECOM = Map.of(
            "CARECONTACT_CHANNELS_WECOM_TONGREN_CORPID", "wwtwin0000000001",
            "CARECONTACT_CHANNELS_WECOM_TONGREN_AGENTID", "1000002",
            "CARECONTACT_CHANNELS_WECOM_TONGREN_SECRET", "twinWeComSecret",
            "CARECONTACT_CHANNELS_WECOM_TONGREN_MEDICAL", "true",
            "CARECONTACT_CHANNELS_WECOM_TONGREN_CALLBACKPATH", "sandbox-tongren-wecom-events-here",
            "CARECONTACT_CHANNELS_WECOM_TONGREN_CALLBACKTOKEN", "twinPushToken",
            "CARECONTACT_CHANNELS_WECOM_TONGREN_CALLBACKKEY", "jWmYm7qr5nMoAUwZRjGtBxmz3KA1tkAj3ykkR6q2B2C");

    private final Site site;
    private final Settings settings;
    private final Secrets secrets;
    private final Endpoints endpoints;
    private final Applications applications;
    private final Population population;
    private final HttpClient http;

    Parts(
            Site site,
            Settings settings,
            Secrets secrets,
            Endpoints endpoints,
            Applications applications,
            Population population,
            HttpClient http) {
        this.site = site;
        this.settings = settings;
        this.secrets = secrets;
        this.endpoints = endpoints;
        this.applications = applications;
        this.population = population;
        this.http = http;
    }

    boolean has(String service) {
        return applications.has(service);
    }

    Part kafka() {
        Ports ports = site.ports();
        List<String> command =
                java(JvmFlags.COMMON, JvmFlags.BROKER, applications.sandbox(), KafkaBroker.class.getName());
        command.addAll(List.of("--data", site.data().resolve("kafka").toString()));
        command.addAll(List.of("--port", String.valueOf(ports.kafka())));
        command.addAll(List.of("--controller-port", String.valueOf(ports.kafkaController())));
        return new Part("kafka", endpoints.kafka(), command, environment(), () -> connects(ports.kafka()));
    }

    Part mongo() {
        int port = site.ports().mongo();
        List<String> command =
                java(JvmFlags.COMMON, settings.size().mongo(), applications.sandbox(), MongoServer.class.getName());
        command.addAll(List.of("--file", site.data().resolve("mongo").toString()));
        command.addAll(List.of("--port", String.valueOf(port)));
        Path shapes = settings.shapes();
        if (shapes != null) {
            command.addAll(List.of("--shapes", shapes.toString()));
        }
        return new Part("mongo", endpoints.mongo(), command, environment(), () -> connects(port));
    }

    Part registry() {
        Ports ports = site.ports();
        Path folder = site.data().resolve("registry");
        Folders.createPrivate(folder);
        return new Part(
                "registry",
                endpoints.registry(),
                SchemaRegistry.command(folder, ports.registry(), ports.registryManagement()),
                environment(),
                () -> answers("http://127.0.0.1:%d/health/ready".formatted(ports.registryManagement())));
    }

    Part standIns() {
        Ports ports = site.ports();
        Map<String, String> environment = environment();
        environment.put("SERVER_PORT", String.valueOf(ports.issuer()));
        environment.put("CARECONTACT_ISSUER_URL", endpoints.issuer());
        environment.put("CARECONTACT_ISSUER_TOKENKEY", secrets.tokenKey());
        environment.put("CARECONTACT_ISSUER_PASSWORDSEED", secrets.passwordSeed());
        environment.put(
                "CARECONTACT_ISSUER_REVOKEDFILE", site.data().resolve("revoked").toString());
        environment.put("CARECONTACT_ISSUER_HOSPITALS", site.hospitals().toString());
        return new Part(
                STAND_INS,
                endpoints.issuer(),
                java(
                        applications.cache().flags(),
                        settings.size().services(),
                        applications.sandbox(),
                        StandIns.class.getName()),
                environment,
                () -> answers(endpoints.issuer() + "/oauth2/jwks"));
    }

    Part vendorTwin() {
        int port = site.ports().vendorTwin();
        Map<String, String> environment = environment();
        environment.put("SERVER_PORT", String.valueOf(port));
        environment.put("CARECONTACT_TWIN_PAGES", endpoints.service("notification-service"));
        environment.put("CARECONTACT_TWIN_NOTIFICATIONS", endpoints.service("notification-service"));
        environment.put("CARECONTACT_TWIN_REQUESTS", endpoints.service("request-service"));
        environment.put("CARECONTACT_TWIN_PEOPLE", JSON.writeValueAsString(population.phones()));
        environment.put(
                "CARECONTACT_TWIN_MEMBERS",
                JSON.writeValueAsString(population.hospital(AT_WECOM).doctors().stream()
                        .map(Doctor::id)
                        .toList()));
        String offset = settings.environment().get("CARECONTACT_CLOCK_OFFSET");
        if (offset != null) {
            environment.put("CARECONTACT_CLOCK_OFFSET", offset);
        }
        return new Part(
                "vendor-twin",
                endpoints.vendors(),
                java(JvmFlags.COMMON, JvmFlags.VENDOR_TWIN, applications.sandbox(), VendorTwin.class.getName()),
                environment,
                () -> connects(port));
    }

    Part service(String name) {
        Map<String, String> environment = environment();
        environment.putAll(Map.of(
                "SERVER_ADDRESS", "127.0.0.1",
                "SERVER_PORT", String.valueOf(site.ports().service(name)),
                "MANAGEMENT_SERVER_PORT", String.valueOf(site.ports().management(name)),
                "SPRING_MONGODB_URI", endpoints.mongo() + "/" + name.replace("-service", ""),
                "SPRING_KAFKA_BOOTSTRAP_SERVERS", endpoints.kafka(),
                "CARECONTACT_REGISTRY_URL", endpoints.registry(),
                "CARECONTACT_IDS_KEY", secrets.idsKey(),
                "CARECONTACT_SEALING_KEY", secrets.sealingKey()));
        environment.putAll(Map.of(
                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI", endpoints.issuer(),
                "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI", endpoints.issuer() + "/oauth2/jwks",
                "CARECONTACT_TOKENS_REVOKED", endpoints.issuer() + "/.well-known/revoked"));
        environment.putAll(ofOne(name));
        environment.putAll(settings.environment());
        return new Part(
                name,
                endpoints.service(name),
                java(
                        applications.cache().flags(),
                        settings.size().services(),
                        applications.service(name),
                        applications.mainClass(name)),
                environment,
                () -> answers(endpoints.management(name) + "/actuator/health/readiness"));
    }

    /** The settings that only this service has. */
    private Map<String, String> ofOne(String service) {
        return switch (service) {
            case "request-service" -> {
                Map<String, String> its = new HashMap<>(TONGRENS_WECOM);
                its.put("CARECONTACT_CHANNELS_WECOM_TONGREN_API", endpoints.vendors());
                its.put("CARECONTACT_LANDING_CHECK", "0s"); // the links of invented hospitals lead nowhere
                its.put("CARECONTACT_CONSENT_SERVICE_URL", endpoints.service("consent-service"));
                its.put("CARECONTACT_HOSPITALS_FOLDER", site.hospitals().toString());
                yield its;
            }
            case "consent-service" ->
                Map.of(
                        "CARECONTACT_RECEIPTS_KEY", secrets.receiptKey(),
                        "CARECONTACT_RECEIPTS_SM2_KEY", secrets.receiptSm2Key());
            case "notification-service" ->
                Map.of(
                        "CARECONTACT_PROVIDER_URL", endpoints.vendors(),
                        "CARECONTACT_VENDORS_URL", endpoints.vendors(),
                        "CARECONTACT_PORTAL_URL", endpoints.service("notification-service"),
                        "CARECONTACT_HOSPITALS_FOLDER", site.hospitals().toString());
            case "policy-service" ->
                Map.of("CARECONTACT_POLICIES_DIRECTORY", site.hospitals().toString());
            case "hospital-gateway" ->
                Map.of(
                        "CARECONTACT_HOSPITALS_FOLDER", site.hospitals().toString(),
                        "CARECONTACT_INBOUND_KEYS", secrets.inboundKeys());
            default -> Map.of();
        };
    }

    private static Map<String, String> environment() {
        return new HashMap<>(Map.of("MALLOC_ARENA_MAX", "2"));
    }

    private static List<String> java(List<String> common, List<String> flags, Path classPath, String main) {
        List<String> command = new ArrayList<>();
        command.add(JvmFlags.JAVA);
        command.addAll(common);
        command.addAll(flags);
        command.add("@" + classPath);
        command.add(main);
        return command;
    }

    private boolean answers(String url) throws IOException, InterruptedException {
        // Most of the time nobody listens yet, and connecting finds that out cheaply.
        connects(URI.create(url).getPort());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
    }

    static boolean connects(int port) throws IOException {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress("127.0.0.1", port), 500);
            return true;
        }
    }
}
