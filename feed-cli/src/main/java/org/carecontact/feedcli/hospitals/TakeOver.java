package org.carecontact.feedcli.hospitals;

import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.carecontact.consent.forms.FormCheck;
import org.carecontact.feedcli.hospitals.ServiceClient.Refused;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

// Longer than 300 lines: what is done and how it is undone, in one order.
/**
 * Takes a checked folder over. First all that has no effect by itself: versions of policies that nobody activated, drafts of
 * forms. Then the feeds, which can be taken back. Last what can't be: activations; what is missing of them is done by the
 * same command again.
 */
final class TakeOver {

    /** The services that it needs, each in a person's name; one publishes what another activates. */
    record People(
            ServiceClient gateway,
            ServiceClient publisher,
            ServiceClient activator,
            ServiceClient drafter,
            ServiceClient approver) {}

    /** How long the gateway may take to open all doors, and how long they must have been open. */
    record Patience(Duration opens, Duration stays, Duration between) {

        static final Patience USUAL =
                new Patience(Duration.ofSeconds(30), Duration.ofSeconds(5), Duration.ofMillis(500));
    }

    /** Why it was not done, or not wholly; the message says what holds now. */
    static final class Failed extends Exception {

        private static final long serialVersionUID = 1L;

        Failed(String what) {
            super(what);
        }
    }

    private static final String SAME_COMMAND = "; give the same command again once that is put right";

    private final CheckedFolder folder;
    private final Path hospitals;
    private final People people;
    private final Patience patience;
    private final PrintStream out;
    private final HospitalFiles before;
    private final List<String> done = new ArrayList<>();

    TakeOver(CheckedFolder folder, Path hospitals, People people, Patience patience, PrintStream out) {
        this.folder = folder;
        this.hospitals = hospitals;
        this.people = people;
        this.patience = patience;
        this.out = out;
        this.before = HospitalFiles.installed(hospitals, folder.id());
    }

    /** A version of a policy, or of a form, that somebody else has to put into force. */
    private record Version(String name, int version) {}

    /**
     * Does all of it; what is as it should be is left alone.
     *
     * @throws Failed with what holds then
     */
    void run() throws Failed, InterruptedException {
        List<Version> policies;
        Map<Version, Boolean> forms = new LinkedHashMap<>();
        try {
            requireAnswers();
            requireFreePorts();
            policies = publish();
            draft(forms);
        } catch (Refused e) {
            discard(forms);
            throw new Failed(e.getMessage() + "; nothing was changed");
        }
        try {
            install();
            if (!policies.isEmpty()) {
                activate(people.activator(), "policies", policies.getFirst());
            }
        } catch (Refused e) {
            throw new Failed(e.getMessage() + takenBack(forms));
        }
        try {
            for (Version policy : policies.subList(Math.min(1, policies.size()), policies.size())) {
                activate(people.activator(), "policies", policy);
            }
            for (Version form : forms.keySet()) {
                activate(people.approver(), "forms", form);
            }
        } catch (Refused e) {
            throw new Failed(e.getMessage() + "; the rest is in force" + SAME_COMMAND);
        }
        if (done.isEmpty()) {
            out.println(folder.id() + ": nothing has changed");
        } else {
            done.forEach(what -> out.println("  " + what));
        }
    }

    /** Asks what changes nothing, so that most failures come before the first change. */
    private void requireAnswers() throws Refused {
        var _ = people.gateway().get("feeds");
        for (Map.Entry<String, PolicyDocument> policy : folder.policies().entrySet()) {
            JsonNode said =
                    people.publisher().post(Map.of("text", policy.getValue().text()), "policies", "check");
            if (!said.path("good").asBoolean()) {
                List<String> problems = new ArrayList<>();
                said.path("problems")
                        .forEach(problem ->
                                problems.add(problem.asString("").replaceFirst("^document\\b", policy.getKey())));
                throw new Refused(422, String.join("\n", problems));
            }
        }
        if (!folder.forms().isEmpty()) {
            var _ = people.drafter().get("forms");
        }
    }

    /** A new port is tried where the gateway is on this machine. */
    private void requireFreePorts() throws Refused {
        if (!people.gateway().url().matches("https?://(127\\.0\\.0\\.1|localhost)(:.*)?")) {
            return;
        }
        TreeSet<Integer> had = new TreeSet<>();
        for (String name : before.names("feeds")) {
            HospitalFiles.PORT
                    .matcher(String.valueOf(before.text(name)))
                    .results()
                    .forEach(found -> had.add(Integer.parseInt(found.group(1))));
        }
        for (int port : ports().values()) {
            if (port != 0 && !had.contains(port)) {
                try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                    continue;
                } catch (IOException _) {
                    throw new Refused(0, "another program on this machine has the port " + port);
                }
            }
        }
    }

    /** The ports that the feeds will have, by the feed's id. */
    private Map<String, Integer> ports() {
        Map<String, Integer> ports = new TreeMap<>();
        for (FeedFile feed : folder.feeds()) {
            HospitalFiles.PORT
                    .matcher(String.valueOf(folder.files().text("feeds/" + feed.name() + ".yml")))
                    .results()
                    .findFirst()
                    .ifPresentOrElse(
                            found -> ports.put(feed.id(), Integer.parseInt(found.group(1))),
                            () -> ports.put(feed.id(), 0));
        }
        return ports;
    }

    private List<Version> publish() throws Refused {
        List<Version> activated = new ArrayList<>();
        for (PolicyDocument policy : folder.policies().values()) {
            String name = policy.layer().name();
            int version = policy.layer().version();
            for (JsonNode one : versions(name)) {
                if (one.path("inForce").asBoolean() && one.path("version").asInt() > version) {
                    throw new Refused(
                            409,
                            "policy-service: " + name + " is in force in version "
                                    + one.path("version").asInt() + ", and the folder has version " + version
                                    + "; write what shall hold, with a higher version");
                }
            }
            JsonNode all = people.publisher().post(Map.of("text", policy.text()), "policies");
            for (JsonNode one : items(all)) {
                if (one.path("version").asInt() == version
                        && !one.path("inForce").asBoolean()
                        && one.path("activatedFrom").isEmpty()) {
                    activated.add(new Version(name, version));
                }
            }
        }
        return activated;
    }

    private JsonNode versions(String name) throws Refused {
        try {
            return items(people.publisher().get("policies", name, "versions"));
        } catch (Refused e) {
            if (e.status() == 404) {
                return JsonNodeFactory.instance.arrayNode();
            }
            throw e;
        }
    }

    private static JsonNode items(JsonNode answer) {
        return answer.isArray() ? answer : answer.path("items");
    }

    /** Fills in the versions that are to be activated, each with whether it was drafted now. */
    private void draft(Map<Version, Boolean> forms) throws Refused {
        for (Map.Entry<String, FormCheck.Checked> file : folder.forms().entrySet()) {
            FormCheck.Checked form = file.getValue();
            Version same = null;
            boolean active = false;
            for (JsonNode one : items(people.drafter().get("forms"))) {
                if (one.path("sha256").asString("").equals(form.sha256())) {
                    active |= one.path("state").asString("").equals("ACTIVE");
                    if (one.path("state").asString("").equals("DRAFT")) {
                        same = new Version(
                                one.path("form").asString(""),
                                one.path("version").asInt());
                    }
                }
            }
            if (active) {
                continue;
            }
            if (same == null) {
                JsonNode drafted =
                        people.drafter().postJson(String.valueOf(folder.files().text(file.getKey())), "forms");
                forms.put(
                        new Version(
                                drafted.path("form").asString(""),
                                drafted.path("version").asInt()),
                        true);
            } else {
                forms.put(same, false);
            }
        }
    }

    private void install() throws Refused, InterruptedException {
        List<String> changed = folder.files().differences(before);
        try {
            folder.files().install(hospitals, folder.id());
        } catch (UncheckedIOException e) {
            throw new Refused(0, "the folder can't be written: " + e.getMessage());
        }
        awaitDoors(!before.isEmpty() && !changed.isEmpty());
        changed.forEach(name -> done.add((before.text(name) == null
                        ? "new      "
                        : folder.files().text(name) == null ? "removed  " : "changed  ")
                + name));
    }

    /**
     * Waits until the gateway has all doors of the hospital open and no other.
     *
     * @param follows whether they were open before, so that it has to be seen that they stay so
     */
    private void awaitDoors(boolean follows) throws Refused, InterruptedException {
        Map<String, Integer> wanted = ports();
        long begun = System.nanoTime();
        long good = 0;
        String last;
        do {
            try {
                last = missing(wanted);
            } catch (Refused e) {
                last = String.valueOf(e.getMessage());
            }
            if (!last.isEmpty()) {
                good = 0;
            } else if (good == 0) {
                good = System.nanoTime();
            }
            if (good != 0
                    && (!follows || System.nanoTime() - good >= patience.stays().toNanos())) {
                return;
            }
            Thread.sleep(patience.between());
        } while (System.nanoTime() - begun < patience.opens().toNanos());
        throw new Refused(
                0,
                "hospital-gateway has not opened the doors of " + folder.id() + " within "
                        + patience.opens().toSeconds() + " s: " + last);
    }

    /** What is not yet as it should be; empty for nothing. */
    private String missing(Map<String, Integer> wanted) throws Refused {
        Map<String, Integer> left = new TreeMap<>(wanted);
        for (JsonNode feed : people.gateway().get("feeds").path("items")) {
            String id = feed.path("feed").asString("");
            if (!feed.path("hospital").asString("").equals(folder.id())) {
                continue;
            }
            if (feed.hasNonNull("mistake")) {
                return feed.path("mistake").asString("");
            }
            Integer port = left.get(id);
            if (port == null) {
                return id + " is still open";
            }
            if (port == feed.path("port").asInt()) {
                left.remove(id);
            }
        }
        return left.isEmpty() ? "" : String.join(", ", left.keySet()) + " is not open";
    }

    private void activate(ServiceClient by, String kind, Version version) throws Refused {
        var _ = by.post(
                ServiceClient.nothing(),
                kind,
                version.name(),
                "versions",
                String.valueOf(version.version()),
                "activation");
        done.add("in force " + kind + " " + version.name() + " version " + version.version());
    }

    /** Undoes what was made, as far as it goes, and says so. */
    private String takenBack(Map<Version, Boolean> forms) {
        discard(forms);
        try {
            before.install(hospitals, folder.id());
            return before.isEmpty()
                    ? "; all was taken back, the hospital is not there" + SAME_COMMAND
                    : "; all was taken back, the hospital is as before" + SAME_COMMAND;
        } catch (UncheckedIOException e) {
            return "; and the folder could not be taken back: " + e.getMessage() + SAME_COMMAND;
        }
    }

    /** A draft that stays is seen by nobody, so it does not matter when this fails. */
    private void discard(Map<Version, Boolean> forms) {
        forms.forEach((form, isNew) -> {
            if (isNew) {
                try {
                    var _ = people.drafter()
                            .post(
                                    ServiceClient.nothing(),
                                    "forms",
                                    form.name(),
                                    "versions",
                                    String.valueOf(form.version()),
                                    "discarding");
                } catch (Refused _) {
                    out.println("a draft of " + form.name() + " is left: version " + form.version());
                }
            }
        });
    }
}
