package org.carecontact.testsupport;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Requests drawn by a seed: some nearly right, so that they get far, and some that no client would send. */
final class RandomRequests {

    private static final List<String> METHODS =
            List.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS", "TRACE", "FOO", "get", "G\u0001T");
    private static final List<String> VALUES = List.of(
            "aaaaaaaaaaaaaaaaaaaaaaaaaa-1",
            "aaaaaaaaaaaaaaaaaaaaaaaaaa",
            "D0001",
            "P000001",
            "PATIENT",
            "ACCEPT",
            "zh",
            "2026-11-27T10:00:00Z",
            "-1000000000-01-01T00:00:00Z",
            "+292278994-08-17T07:12:55.808Z",
            "2147483648",
            "-1",
            "1.5",
            "true",
            "",
            " ",
            "呼吸困难",
            "\u202e\u0000\u200b",
            "a: &x [1]\nb: *x\n",
            "a\r\nb\rc",
            "$where",
            "../../etc/passwd",
            "<script>",
            "x".repeat(3000));
    private static final List<String> RAW = List.of(
            "%",
            "%FF",
            "%00",
            "%0",
            "%zz",
            "%2e%2e",
            "%2F",
            "%25",
            ";a=b",
            "//",
            "|",
            "[$ne]",
            "?",
            "#",
            "\\",
            "%E4%B8%AD",
            "\u00ff",
            " ");
    private static final List<String> TYPES = List.of(
            "application/json",
            "application/json",
            "application/json;charset=utf-16",
            "application/yaml",
            "text/plain",
            "multipart/form-data; boundary=x",
            "application/x-www-form-urlencoded",
            "garbage",
            "*/*");
    private static final List<String> ACCEPTS =
            List.of("application/json", "*/*", "text/html", "application/xml", "garbage", "application/problem+json");
    private static final List<String> OTHERS = List.of(
            "Content-Encoding: gzip",
            "Accept-Language: zh",
            "Range: bytes=0-1",
            "If-None-Match: \"x\"",
            "X-Forwarded-Host: evil.example",
            "Origin: http://evil.example",
            "Cookie: a=b; c",
            "traceparent: 00-x",
            "Expect: 100-continue",
            "X-Long: " + "x".repeat(2000));

    private final SplittableRandom random;
    private final List<String> tokens;
    private final List<Endpoint> endpoints = new ArrayList<>();
    private final List<String> members;

    private record Endpoint(String method, String path) {}

    /** Draws from the endpoints and the names of members that the service's own description has. */
    RandomRequests(long seed, JsonNode apiDocs, List<String> tokens) {
        this.random = new SplittableRandom(seed);
        this.tokens = tokens;
        apiDocs.path("paths")
                .properties()
                .forEach(path -> path.getValue()
                        .propertyNames()
                        .forEach(
                                method -> endpoints.add(new Endpoint(method.toUpperCase(Locale.ROOT), path.getKey()))));
        if (endpoints.isEmpty()) {
            throw new IllegalArgumentException("the service describes no endpoint");
        }
        Set<String> names = new TreeSet<>();
        collect(apiDocs, names);
        members = List.copyOf(names);
    }

    private static void collect(JsonNode node, Set<String> names) {
        names.addAll(node.path("properties").propertyNames());
        if (node.path("in").asString("").equals("query")) {
            names.add(node.path("name").asString());
        }
        node.values().forEach(child -> collect(child, names));
    }

    /** The bytes of the next request; the connection ends with its answer. */
    byte[] next() {
        Endpoint endpoint = oneOf(endpoints);
        String method = chance(15) ? oneOf(METHODS) : endpoint.method();
        byte[] body = method.equals("GET") || method.equals("HEAD") ? chance(90) ? new byte[0] : body() : body();
        StringBuilder head = new StringBuilder();
        head.append(method).append(' ').append(path(endpoint.path())).append(" HTTP/1.1\r\nHost: 127.0.0.1\r\n");
        head.append("Connection: close\r\n");
        if (chance(90)) {
            head.append("Authorization: Bearer ")
                    .append(chance(5) ? oneOf(VALUES).lines().findFirst().orElse("") : oneOf(tokens))
                    .append("\r\n");
        }
        if (chance(80)) {
            head.append("Idempotency-Key: ").append(random.nextLong()).append("\r\n");
        }
        if (chance(90)) {
            head.append("Content-Type: ")
                    .append(chance(70) ? TYPES.getFirst() : oneOf(TYPES))
                    .append("\r\n");
        }
        if (chance(50)) {
            head.append("Accept: ").append(oneOf(ACCEPTS)).append("\r\n");
        }
        if (chance(15)) {
            head.append(oneOf(OTHERS)).append("\r\n");
        }
        if (body.length > 0 || chance(50)) {
            head.append("Content-Length: ").append(body.length).append("\r\n");
        }
        head.append("\r\n");
        ByteArrayOutputStream request = new ByteArrayOutputStream();
        request.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
        request.writeBytes(body);
        return request.toByteArray();
    }

    private String path(String template) {
        StringBuilder path = new StringBuilder();
        for (String segment : template.substring(1).split("/")) {
            path.append('/').append(segment.startsWith("{") ? value() : segment);
        }
        if (chance(10)) {
            path.append(oneOf(RAW).strip());
        }
        int parameters = random.nextInt(4);
        for (int i = 0; i < parameters; i++) {
            path.append(i == 0 ? '?' : '&').append(members.isEmpty() ? "a" : oneOf(members));
            path.append('=').append(value());
        }
        return path.toString();
    }

    private String value() {
        if (chance(10)) {
            return oneOf(RAW).strip();
        }
        return java.net.URLEncoder.encode(oneOf(VALUES), StandardCharsets.UTF_8);
    }

    private byte[] body() {
        int kind = random.nextInt(20);
        if (kind == 0) {
            byte[] bytes = new byte[random.nextInt(200)];
            random.nextBytes(bytes);
            return bytes;
        }
        String json = object(0);
        return switch (kind) {
            case 1 -> json.substring(0, random.nextInt(json.length() + 1)).getBytes(StandardCharsets.UTF_8);
            case 2 -> json.getBytes(StandardCharsets.UTF_16);
            case 3 -> json.getBytes(Charset.forName("GB18030"));
            case 4 -> ("[".repeat(3000) + json).getBytes(StandardCharsets.UTF_8);
            case 5 -> ("{\"a\":1,\"a\":2}" + json).getBytes(StandardCharsets.UTF_8);
            case 6 -> "{\"need\":\"\\ud800\"}".getBytes(StandardCharsets.UTF_8);
            case 7 -> new byte[0];
            case 8 -> ("{\"need\":\"" + "十".repeat(30_000) + "\"}").getBytes(StandardCharsets.UTF_8);
            default -> json.getBytes(StandardCharsets.UTF_8);
        };
    }

    private String object(int depth) {
        StringBuilder object = new StringBuilder("{");
        int size = random.nextInt(8);
        Set<String> used = new TreeSet<>();
        for (int i = 0; i < size; i++) {
            String name = members.isEmpty() ? "a" : oneOf(members);
            if (used.add(name)) {
                object.append(used.size() == 1 ? "" : ",")
                        .append(quoted(name))
                        .append(':')
                        .append(json(depth));
            }
        }
        return object.append('}').toString();
    }

    private String json(int depth) {
        return switch (random.nextInt(depth > 3 ? 5 : 8)) {
            case 0 -> "null";
            case 1 -> chance(50) ? "true" : "false";
            case 2 -> chance(50) ? Integer.toString(random.nextInt(-3, 100)) : "1e400";
            case 3, 4 -> quoted(oneOf(VALUES));
            case 5 -> "[" + json(depth + 1) + "," + json(depth + 1) + "]";
            case 6 -> "[null]";
            default -> object(depth + 1);
        };
    }

    private static String quoted(String text) {
        return JsonMapper.shared().writeValueAsString(text);
    }

    private boolean chance(int percent) {
        return random.nextInt(100) < percent;
    }

    private <T> T oneOf(List<T> all) {
        return all.get(random.nextInt(all.size()));
    }
}
