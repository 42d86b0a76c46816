package org.carecontact.sandbox.compose;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.RSAKey;
import com.sun.net.httpserver.HttpServer;
import java.io.File;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.utils.AppInfoParser;
import org.carecontact.sandbox.installation.Ports;
import org.carecontact.sandbox.installation.TopicSet;
import org.carecontact.vendortwin.VendorTwin;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.yaml.snakeyaml.Yaml;

/** docker-compose.yml and Dockerfile against what the services declare; no Docker is needed. */
class ComposeTest {

    private static final List<String> SERVICES = Ports.SERVICES;
    private static final Set<String> ONCE = Set.of("topics", "schemas");
    private static final Ports PORTS = new Ports(0);
    private static final Map<String, Object> FILE = yaml();
    private static final String DOCKERFILE = Project.read("Dockerfile");

    @Test
    void every_service_is_there_and_nothing_is_missing_around_it() {
        Set<String> expected = new TreeSet<>(SERVICES);
        expected.addAll(List.of("kafka", "mongo", "registry", "topics", "schemas", "sandbox", "vendor-twin"));

        assertThat(map(FILE, "services").keySet()).isEqualTo(expected);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_service_is_built_from_the_one_dockerfile_as_itself(String name) {
        Map<String, Object> service = service(name);

        assertThat(service.get("image")).isEqualTo("carecontact/" + name);
        assertThat(map(service, "build")).isEqualTo(Map.of("context", ".", "args", Map.of("SERVICE", name)));
        assertThat(Project.read("pom.xml")).contains("<module>" + name + "</module>");
        assertThat(Project.read(name + "/pom.xml")).contains("<finalName>" + name + "</finalName>");
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void every_key_that_a_service_is_given_is_one_that_it_knows(String name) {
        DeclaredKeys declared = DeclaredKeys.of(name);
        boolean sends = name.equals("notification-service");

        assertThat(map(service(name), "environment").keySet())
                .filteredOn(key -> !(sends && isNamedByAHospital(key)))
                .allSatisfy(key -> assertThat(declared.know(key)).as(key).isTrue());
    }

    /** The files of providers say in which variable a value stands. */
    private static boolean isNamedByAHospital(String key) {
        return Stream.of("tongren", "meiyan", "yunyi")
                .map(id -> Project.read("sandbox/src/main/resources/hospitals/" + id + "/providers.yml"))
                .anyMatch(file -> file.contains("env:" + key + "\n"));
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void keys_without_a_default_are_all_given(String name) {
        Map<String, Object> environment = map(service(name), "environment");

        assertThat(environment)
                .containsKeys(
                        "SERVER_ADDRESS",
                        "MANAGEMENT_SERVER_ADDRESS",
                        "SPRING_MONGODB_URI",
                        "SPRING_KAFKA_BOOTSTRAP_SERVERS",
                        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_ISSUER_URI",
                        "SPRING_SECURITY_OAUTH2_RESOURCESERVER_JWT_JWK_SET_URI",
                        "CARECONTACT_TOKENS_REVOKED",
                        "CARECONTACT_REGISTRY_URL",
                        "CARECONTACT_IDS_KEY",
                        "CARECONTACT_SEALING_KEY");
        assertThat(environment.get("SPRING_MONGODB_URI"))
                .isEqualTo("mongodb://carecontact:${MONGO_PASSWORD:?see .env.example}@mongo:27017/"
                        + name.replace("-service", "") + "?replicaSet=carecontact&authSource=admin");
        assertThat(environment.containsKey("CARECONTACT_RECEIPTS_KEY")).isEqualTo(name.equals("consent-service"));
    }

    @Test
    void a_key_that_nobody_knows_would_be_found() {
        DeclaredKeys gateway = DeclaredKeys.of("hospital-gateway");

        assertThat(gateway.know("CARECONTACT_HOSPITALS_ADDRESS")).isTrue();
        assertThat(gateway.know("CARECONTACT_HOSPITALS_FOLDER")).isTrue();
        assertThat(gateway.know("SPRING_DATA_MONGODB_URI_WRONG")).isFalse();
        assertThat(gateway.know("CARECONTACT_HOSPITALS_ADRESS")).isFalse();
        assertThat(gateway.know("CARECONTACT_RECEIPTS_KEY")).isFalse();
        DeclaredKeys requests = DeclaredKeys.of("request-service");
        assertThat(requests.know("CARECONTACT_CHANNELS_WECOM_TONGREN_CORPID")).isTrue();
        assertThat(requests.know("CARECONTACT_CHANNELS_WECOM_TONGREN_CORP")).isFalse();
        assertThat(List.of("CARECONTACT_RECEIPTS_KEY", "CARECONTACT_RECEIPTS_SM2_KEY"))
                .allMatch(DeclaredKeys.of("consent-service")::know);
    }

    @ParameterizedTest
    @FieldSource("SERVICES")
    void a_service_answers_on_its_own_port_and_only_to_this_machine(String name) {
        Map<String, Object> service = service(name);
        int port = PORTS.service(name);
        List<String> published = new ArrayList<>(List.of("127.0.0.1:%1$d:%1$d".formatted(port)));
        if (name.equals("hospital-gateway")) {
            published.add("127.0.0.1:%1$d-%2$d:%1$d-%2$d".formatted(Ports.FIRST_FEED, Ports.LAST_FEED));
        }

        assertThat(map(service, "environment").get("SERVER_PORT")).isEqualTo(port);
        assertThat(service.get("ports")).isEqualTo(published);
        assertThat(Project.read(name + "/src/main/resources/application.yml")).contains("server.port: " + port);
    }

    @Test
    void no_port_is_published_beyond_this_machine() {
        map(FILE, "services").forEach((name, service) -> {
            if (((Map<?, ?>) service).get("ports") instanceof List<?> ports) {
                assertThat(ports).as(name).allMatch(port -> String.valueOf(port).startsWith("127.0.0.1:"));
            }
        });
    }

    @Test
    void addresses_inside_name_services_that_are_there_and_the_ports_they_have() {
        Map<String, Integer> inside = new TreeMap<>(
                Map.of("kafka", 9092, "mongo", 27017, "registry", 8080, "sandbox", 8100, "consent-service", 8102));
        inside.put("vendor-twin", PORTS.vendorTwin());
        Pattern address = Pattern.compile("(?:^|//|@)([a-z][a-z-]+):(\\d+)");
        for (String name : SERVICES) {
            map(service(name), "environment").values().stream()
                    .map(String::valueOf)
                    .flatMap(value -> address.matcher(value).results())
                    .forEach(found -> assertThat(Integer.parseInt(found.group(2)))
                            .as(found.group())
                            .isIn(inside.get(found.group(1))));
        }
    }

    @Test
    void everything_waits_for_what_it_needs() {
        for (String name : SERVICES) {
            assertThat(map(service(name), "depends_on"))
                    .containsEntry("topics", Map.of("condition", "service_completed_successfully"))
                    .containsEntry("schemas", Map.of("condition", "service_completed_successfully"))
                    .containsEntry("mongo", Map.of("condition", "service_healthy"));
        }
        map(FILE, "services").forEach((name, _) -> {
            if (!ONCE.contains(name)) {
                assertThat(service(name)).as(name).containsKey("healthcheck");
            }
        });
    }

    @Test
    void the_topics_are_those_of_the_sandbox() {
        Map<String, Object> environment = map(service("topics"), "environment");

        assertThat(words(environment.get("TOPICS"))).isEqualTo(Set.copyOf(TopicSet.plain()));
    }

    @Test
    void every_service_that_reads_the_hospitals_reads_the_same_folder() {
        Map.of(
                        "hospital-gateway", "CARECONTACT_HOSPITALS_FOLDER",
                        "policy-service", "CARECONTACT_POLICIES_DIRECTORY",
                        "notification-service", "CARECONTACT_HOSPITALS_FOLDER",
                        "request-service", "CARECONTACT_HOSPITALS_FOLDER",
                        "sandbox", "CARECONTACT_ISSUER_HOSPITALS")
                .forEach((name, key) -> {
                    assertThat(map(service(name), "environment")).containsEntry(key, "/hospitals");
                    assertThat((List<?>) service(name).get("volumes"))
                            .map(String::valueOf)
                            .contains("./sandbox/src/main/resources/hospitals:/hospitals:ro");
                });
    }

    @Test
    void the_vendors_twin_reports_to_the_services_and_they_call_it() {
        Map<String, Object> twin = map(service("vendor-twin"), "environment");
        assertThat(service("vendor-twin").get("image")).isEqualTo("carecontact/sandbox");
        assertThat(service("vendor-twin").get("ports"))
                .isEqualTo(List.of("127.0.0.1:%1$d:%1$d".formatted(PORTS.vendorTwin())));
        assertThat(String.valueOf(service("vendor-twin").get("entrypoint"))).contains(VendorTwin.class.getName());
        assertThat(twin)
                .containsEntry("SERVER_PORT", PORTS.vendorTwin())
                .containsEntry("CARECONTACT_HOSTS", "vendor-twin")
                .containsEntry(
                        "CARECONTACT_TWIN_NOTIFICATIONS",
                        "http://notification-service:" + PORTS.service("notification-service"))
                .containsEntry(
                        "CARECONTACT_TWIN_REQUESTS", "http://request-service:" + PORTS.service("request-service"));
        String url = "http://vendor-twin:" + PORTS.vendorTwin();
        assertThat(map(service("notification-service"), "environment"))
                .containsEntry("CARECONTACT_PROVIDER_URL", url)
                .containsEntry("CARECONTACT_VENDORS_URL", url)
                .containsEntry("CARECONTACT_PORTAL_URL", twin.get("CARECONTACT_TWIN_PAGES"));
        assertThat(map(service("request-service"), "environment"))
                .containsEntry("CARECONTACT_CHANNELS_WECOM_TONGREN_API", url);
    }

    @Test
    void the_ports_of_the_product_stand_in_one_table() {
        String document = Project.read("ARCHITECTURE.md");
        String table = document.substring(document.indexOf("| port | what listens |"), document.indexOf("## The flow"));
        Set<Integer> named = new TreeSet<>();
        Matcher port = Pattern.compile("\\b(\\d{4,5})(?: to (\\d{4,5}))?").matcher(table);
        while (port.find()) {
            int first = Integer.parseInt(port.group(1));
            int last = port.group(2) == null ? first : Integer.parseInt(port.group(2));
            for (int one = first; one <= last; one++) {
                named.add(one);
            }
        }
        assertThat(PORTS.all().keySet()).allMatch(named::contains);
        Set<Integer> feeds = new TreeSet<>(named);
        feeds.removeIf(one -> one < Ports.FIRST_FEED || one > Ports.LAST_FEED);
        assertThat(feeds).hasSize(Ports.LAST_FEED - Ports.FIRST_FEED + 1);
        named.removeAll(feeds);
        assertThat(PORTS.all().keySet()).containsAll(named);
    }

    @Test
    void broker_and_database_are_open_to_nobody_without_a_password() {
        Map<String, Object> kafka = map(service("kafka"), "environment");
        String listeners = String.valueOf(kafka.get("KAFKA_LISTENER_SECURITY_PROTOCOL_MAP"));
        assertThat(listeners.split(","))
                .containsExactlyInAnyOrder("INSIDE:SASL_PLAINTEXT", "HOST:SASL_PLAINTEXT", "CONTROLLER:PLAINTEXT");
        assertThat(String.valueOf(kafka.get("KAFKA_LISTENERS"))).contains("CONTROLLER://127.0.0.1:");
        for (String listener : List.of("INSIDE", "HOST")) {
            assertThat(String.valueOf(kafka.get("KAFKA_LISTENER_NAME_" + listener + "_PLAIN_SASL_JAAS_CONFIG")))
                    .contains("user_carecontact=\"${KAFKA_PASSWORD:?see .env.example}\"");
        }
        for (String name : SERVICES) {
            assertThat(map(service(name), "environment"))
                    .containsEntry("SPRING_KAFKA_SECURITY_PROTOCOL", "SASL_PLAINTEXT")
                    .containsEntry("SPRING_KAFKA_PROPERTIES_SASL_MECHANISM", "PLAIN");
        }
        Map<String, Object> mongo = service("mongo");
        assertThat(String.valueOf(mongo.get("entrypoint"))).contains("--keyFile");
        assertThat(map(mongo, "environment"))
                .containsEntry("MONGO_INITDB_ROOT_PASSWORD", "${MONGO_PASSWORD:?see .env.example}");
    }

    @Test
    void the_registry_which_knows_no_password_is_not_published() {
        assertThat(service("registry")).doesNotContainKey("ports");
    }

    @Test
    void images_have_the_versions_that_the_build_has() {
        assertThat(service("kafka").get("image")).isEqualTo("apache/kafka:" + AppInfoParser.getVersion());
        assertThat(service("topics").get("image")).isEqualTo(service("kafka").get("image"));
        assertThat(service("registry").get("image"))
                .isEqualTo("apicurio/apicurio-registry:" + property("apicurio.version"));
        assertThat(service("mongo").get("image")).isEqualTo("mongo:8");
        assertThat(from()).allMatch(image -> image.contains("25"));
        assertThat(property("java.version")).isEqualTo("25");
    }

    @Test
    void an_image_runs_as_nobody_in_particular_and_hears_signals() {
        String runtime = DOCKERFILE.substring(DOCKERFILE.lastIndexOf("\nFROM "));

        assertThat(runtime).contains("FROM eclipse-temurin:25-jre\n").contains("\nUSER 10001:10001\n");
        assertThat(runtime).containsPattern("\nENTRYPOINT \\[\"java\",");
        assertThat(DOCKERFILE).contains("\nARG SERVICE\n").contains("maven:3.9-eclipse-temurin-25");
        for (String name : SERVICES) {
            assertThat(service(name)).containsEntry("read_only", true).containsEntry("cap_drop", List.of("ALL"));
        }
    }

    @Test
    void the_health_check_tells_a_ready_service_from_one_that_is_not() throws Exception {
        AtomicInteger status = new AtomicInteger(200);
        List<String> asked = new ArrayList<>();
        HttpServer server = HttpServer.create(new InetSocketAddress("127.0.0.1", 0), 0);
        server.createContext("/", exchange -> {
            asked.add(exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        try {
            int port = server.getAddress().getPort();
            for (String name : SERVICES) {
                assertThat(checked(name, port)).as(name).isZero();
            }
            assertThat(new HashSet<>(asked)).containsExactly("/actuator/health/readiness");
            status.set(503);
            assertThat(checked("request-service", port)).isNotZero();
            asked.clear();
            status.set(200);
            assertThat(checked("sandbox", port)).isZero();
            assertThat(asked).containsExactly("/oauth2/jwks");
        } finally {
            server.stop(0);
        }
        assertThat(checked("request-service", server.getAddress().getPort())).isNotZero();
        assertThat(Project.read("kernel/src/main/resources/carecontact-defaults.yml"))
                .contains("probes.enabled: true")
                .contains("group.readiness.include:");
    }

    @Test
    void every_secret_is_asked_for_by_name_and_none_is_in_the_files() throws Exception {
        String compose = Project.read("docker-compose.yml");
        Set<String> asked = new TreeSet<>();
        Matcher variable =
                Pattern.compile("(?<!\\$)\\$\\{([A-Z0-9_]+)(:\\?[^}]+)?}").matcher(compose);
        while (variable.find()) {
            assertThat(variable.group(2)).as(variable.group()).isEqualTo(":?see .env.example");
            asked.add(variable.group(1));
        }
        List<MatchResult> offered = Pattern.compile("(?m)^([A-Z0-9_]+)=(.*)$")
                .matcher(Project.read(".env.example"))
                .results()
                .toList();

        assertThat(offered).allMatch(line -> line.group(2).isEmpty());
        assertThat(offered).extracting(line -> line.group(1)).containsExactlyInAnyOrderElementsOf(asked);
        assertThat(FreshSecrets.make().keySet()).isEqualTo(asked);
        assertThat(Project.read(".gitignore").lines()).contains(".env");
        assertThat(Project.read(".dockerignore").lines()).contains(".env");
    }

    @Test
    void fresh_secrets_are_what_their_readers_expect() throws Exception {
        Map<String, String> secrets = FreshSecrets.make();

        for (String key : List.of(
                "CARECONTACT_IDS_KEY", "CARECONTACT_SEALING_KEY", "CARECONTACT_ISSUER_PASSWORDSEED", "MONGO_KEY")) {
            assertThat(Base64.getDecoder().decode(secrets.get(key))).hasSize(32);
        }
        assertThat(secrets.get("CARECONTACT_INBOUND_KEYS")).matches("1:[A-Za-z0-9+/]{43}=");
        assertThat(ECKey.parse(secrets.get("CARECONTACT_RECEIPTS_KEY")).isPrivate())
                .isTrue();
        assertThat(secrets.get("CARECONTACT_RECEIPTS_SM2_KEY"))
                .matches("\\{\"kty\":\"EC\",\"crv\":\"SM2\",\"d\":\"[A-Za-z0-9_-]{43}\"}");
        assertThat(RSAKey.parse(secrets.get("CARECONTACT_ISSUER_TOKENKEY")).isPrivate())
                .isTrue();
        assertThat(List.of(secrets.get("KAFKA_PASSWORD"), secrets.get("MONGO_PASSWORD")))
                .allMatch(password -> password.matches("[0-9a-f]{40}"));
        assertThat(secrets.values()).noneMatch(value -> value.contains("'"));
        assertThat(FreshSecrets.make().values()).doesNotContainAnyElementsOf(secrets.values());
    }

    @Test
    void docker_compose_accepts_it(@TempDir Path folder) throws Exception {
        Path program = onPath("docker-compose");
        assumeTrue(program != null, "docker-compose is not installed");
        StringBuilder env = new StringBuilder();
        FreshSecrets.make()
                .forEach((name, value) ->
                        env.append(name).append("='").append(value).append("'\n"));
        Path secrets = Files.writeString(folder.resolve("env"), env);

        assertThat(run(Map.of(), program.toString(), "--env-file", secrets.toString(), "config", "-q"))
                .isZero();
        assertThat(run(Map.of(), program.toString(), "--env-file", "/dev/null", "config", "-q"))
                .as("without secrets")
                .isNotZero();
    }

    private static int checked(String name, int port) throws Exception {
        List<String> test = ((List<?>)
                        Objects.requireNonNull(map(service(name), "healthcheck").get("test")))
                .stream().map(String::valueOf).toList();
        assertThat(test.getFirst()).isEqualTo("CMD");
        String[] command =
                test.stream().skip(1).map(part -> part.replace("$$", "$")).toArray(String[]::new);
        // A service shows its health on a port of its own, 1000 above the other.
        int server = name.equals("sandbox") ? port : port - 1000;
        return run(Map.of("SERVER_PORT", String.valueOf(server)), command);
    }

    private static int run(Map<String, String> environment, String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(Project.root().toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().putAll(environment);
        Process process = builder.start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private static @Nullable Path onPath(String program) {
        for (String folder : System.getenv("PATH").split(File.pathSeparator, -1)) {
            if (Files.isExecutable(Path.of(folder, program))) {
                return Path.of(folder, program);
            }
        }
        return null;
    }

    private static Set<String> words(@Nullable Object text) {
        return new HashSet<>(List.of(String.valueOf(text).strip().split("\\s+", -1)));
    }

    private static List<String> from() {
        return Pattern.compile("(?m)^FROM (\\S+)")
                .matcher(DOCKERFILE)
                .results()
                .map(found -> found.group(1))
                .toList();
    }

    private static String property(String name) {
        Matcher found = Pattern.compile("<" + Pattern.quote(name) + ">([^<]+)<").matcher(Project.read("pom.xml"));
        assertThat(found.find()).isTrue();
        return found.group(1);
    }

    private static Map<String, Object> yaml() {
        return new Yaml().load(Project.read("docker-compose.yml"));
    }

    private static Map<String, Object> service(String name) {
        return map(map(FILE, "services"), name);
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(Map<String, Object> from, String name) {
        return (Map<String, Object>) Objects.requireNonNull(from.get(name), name);
    }
}
