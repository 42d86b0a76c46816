package org.carecontact.feedcli.hospitals;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.consent.forms.FormCheck;
import org.carecontact.gateway.dialects.DialectReader;
import org.carecontact.gateway.dialects.DialectRefused;
import org.carecontact.gateway.dialects.FeedFile;
import org.carecontact.kernel.hospitals.FolderRefused;
import org.carecontact.kernel.hospitals.HospitalDescription;
import org.carecontact.notification.providers.ProvidersCheck;
import org.carecontact.policy.documents.DocumentParser;
import org.carecontact.policy.documents.PolicyDocument;
import org.carecontact.policy.documents.PolicyDocuments;
import org.carecontact.policy.documents.PolicyRefused;
import org.carecontact.policy.rules.domain.Hospital;
import org.carecontact.sandbox.hospitals.HospitalFiles;
import org.jspecify.annotations.Nullable;

/** Checks a hospital's folder with the services' own readers; asks nobody and changes nothing. */
final class HospitalCheck {

    /**
     * Where the folder is to go.
     *
     * @param hospitals the installation's folder of all hospitals; null where none is known
     * @param first the first port that feeds may have there
     * @param last the last one
     * @param offset by how much the ports of the folder are moved there
     */
    record Place(@Nullable Path hospitals, int first, int last, int offset) {}

    private static final String PROVIDERS = "providers.yml";

    private final Path folder;
    private final Place place;
    private final List<String> problems = new ArrayList<>();

    private HospitalCheck(Path folder, Place place) {
        this.folder = folder;
        this.place = place;
    }

    /**
     * Checks all of it.
     *
     * @throws FolderRefused with everything that is wrong: file, line, column and what would be right
     */
    static CheckedFolder of(Path folder, Place place) {
        HospitalCheck check = new HospitalCheck(folder, place);
        HospitalFiles files = HospitalFiles.read(folder);
        HospitalDescription hospital = check.hospital(files);
        List<FeedFile> feeds = check.feeds(files, hospital.id());
        Map<String, PolicyDocument> policies = check.policies(files, hospital);
        Map<String, FormCheck.Checked> forms = check.forms(files);
        int providers = check.providers(files, hospital.id());
        if (!check.problems.isEmpty()) {
            throw FolderRefused.of(check.problems);
        }
        return new CheckedFolder(hospital, files.moved(place.offset()), feeds, policies, forms, providers);
    }

    /** Without it the rest says nothing, but is read all the same, so that every mistake is told at once. */
    private HospitalDescription hospital(HospitalFiles files) {
        String name = HospitalDescription.HOSPITAL;
        String text = text(files, name);
        if (text == null) {
            problems.add(shown(name) + ", line 1, column 1: the file is missing; it says id and name");
            return new HospitalDescription("", new HospitalDescription.Name("", ""), List.of());
        }
        try {
            return HospitalDescription.of(
                    shown(name),
                    text,
                    shown(HospitalDescription.DEPARTMENTS),
                    text(files, HospitalDescription.DEPARTMENTS));
        } catch (FolderRefused e) {
            problems.addAll(e.problems());
            return new HospitalDescription("", new HospitalDescription.Name("", ""), List.of());
        }
    }

    private List<FeedFile> feeds(HospitalFiles files, String id) {
        Map<Integer, String> ports = new HashMap<>(portsOfOthers(id));
        List<FeedFile> feeds = new ArrayList<>();
        for (String name : files.names("feeds")) {
            String text = name.endsWith(".yml") ? text(files, name) : null;
            if (text == null) {
                continue;
            }
            try {
                FeedFile feed = DialectReader.feed(
                        name.replaceAll("^feeds/|\\.yml$", ""),
                        shown(name),
                        text,
                        folder.resolve("feeds").toAbsolutePath().normalize());
                feeds.add(feed);
                if (!id.isEmpty() && !feed.hospital().equals(id)) {
                    problems.add(
                            at(name, text, "hospital") + "'" + feed.hospital() + "' is another hospital; write " + id);
                }
                if (outside(feed)) {
                    problems.add(shown(name)
                            + ", line 1, column 1: a path with .. leads out of the hospital's folder; put the file"
                            + " into feeds, or give its whole path");
                }
                if (feed.port() != 0) {
                    port(name, text, feed, ports);
                }
            } catch (DialectRefused e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return feeds;
    }

    private void port(String name, String text, FeedFile feed, Map<Integer, String> ports) {
        Matcher written = HospitalFiles.PORT.matcher(text);
        if (!written.find() || Integer.parseInt(written.group(1)) != feed.port()) {
            problems.add(at(name, text, "port") + "write it as port: " + feed.port() + ", on a line of its own");
            return;
        }
        int port = feed.port() + place.offset();
        if (port < place.first() || port > place.last()) {
            problems.add(at(name, text, "port") + feed.port() + " is none of the ports for feeds, "
                    + (place.first() - place.offset()) + " to " + (place.last() - place.offset()));
            return;
        }
        String other = ports.putIfAbsent(port, folder + " " + name);
        if (other != null) {
            problems.add(at(name, text, "port") + feed.port() + " is the port of " + other.replace(folder + " ", "")
                    + "; the next free one is " + next(ports.keySet()));
        }
    }

    private String next(Set<Integer> taken) {
        for (int port = place.first(); port <= place.last(); port++) {
            if (!taken.contains(port)) {
                return String.valueOf(port - place.offset());
            }
        }
        return "none: all are taken";
    }

    /** What the other hospitals of the installation have. */
    private Map<Integer, String> portsOfOthers(String id) {
        Map<Integer, String> ports = new TreeMap<>();
        Path hospitals = place.hospitals();
        if (hospitals == null) {
            return ports;
        }
        for (String other : HospitalFiles.ids(hospitals)) {
            HospitalFiles files = HospitalFiles.installed(hospitals, other);
            for (String name : other.equals(id) ? List.<String>of() : files.names("feeds")) {
                Matcher port = HospitalFiles.PORT.matcher(String.valueOf(files.text(name)));
                if (port.find()) {
                    ports.put(Integer.parseInt(port.group(1)), other + "/" + name);
                }
            }
        }
        return ports;
    }

    private static boolean outside(FeedFile feed) {
        FeedFile.Tls tls = feed.tls();
        return Stream.of(
                        feed.folder(),
                        tls == null ? null : tls.certificate(),
                        tls == null ? null : tls.key(),
                        tls == null ? null : tls.clients())
                .anyMatch(path -> path != null && path.toString().matches("(.*[/\\\\])?\\.\\.([/\\\\].*)?"));
    }

    private Map<String, PolicyDocument> policies(HospitalFiles files, HospitalDescription hospital) {
        Map<String, PolicyDocument> policies = new LinkedHashMap<>();
        Set<String> listed = hospital.departments().stream()
                .map(department -> department.code().value())
                .collect(Collectors.toSet());
        Set<String> names = new HashSet<>();
        for (String name : files.names("policies")) {
            String text = text(files, name);
            if (text == null) {
                continue;
            }
            try {
                PolicyDocument document = DocumentParser.parse(shown(name), text);
                Hospital described = document.hospital();
                policies.put(name, document);
                if (described == null) {
                    problems.add(
                            at(name, text, "layer") + "a hospital's folder has documents of the layer 'hospital' only");
                } else if (!hospital.id().isEmpty() && !described.id().equals(hospital.id())) {
                    problems.add(at(name, text, "  id") + "'" + described.id() + "' is another hospital; write "
                            + hospital.id());
                }
                if (!names.add(document.layer().name())) {
                    problems.add(at(name, text, "name") + "another file has the name '"
                            + document.layer().name() + "' too");
                }
                if (described != null && !listed.isEmpty()) {
                    described.departments().keySet().stream()
                            .filter(code -> !listed.contains(code))
                            .forEach(code -> problems.add(ofDepartment(name, text, code) + "the department '" + code
                                    + "' is not in " + HospitalDescription.DEPARTMENTS));
                }
            } catch (PolicyRefused e) {
                problems.addAll(e.problems());
            }
        }
        try {
            List<PolicyDocument> all = new ArrayList<>(PolicyDocuments.shipped());
            all.addAll(policies.values());
            var _ = PolicyDocuments.together(all);
        } catch (PolicyRefused e) {
            e.problems().forEach(problem -> problems.add(shown("policies") + ": " + problem));
        }
        return policies;
    }

    private Map<String, FormCheck.Checked> forms(HospitalFiles files) {
        Map<String, FormCheck.Checked> forms = new LinkedHashMap<>();
        Set<String> kinds = new HashSet<>();
        for (String name : files.names("forms")) {
            String text = text(files, name);
            if (text == null) {
                continue;
            }
            try {
                FormCheck.Checked form = FormCheck.of(shown(name), text);
                forms.put(name, form);
                if (!kinds.add(form.kind() + " " + form.language())) {
                    problems.add(shown(name) + ", line 1, column 1: another file is a " + form.kind() + " in "
                            + form.language() + " too; only one of them can be in force");
                }
            } catch (FormCheck.Refused e) {
                problems.add(String.valueOf(e.getMessage()));
            }
        }
        return forms;
    }

    private int providers(HospitalFiles files, String id) {
        String text = text(files, PROVIDERS);
        if (text == null) {
            if (!files.names("texts").isEmpty()) {
                problems.add(shown("texts") + ": texts without " + PROVIDERS + ", which says who sends them");
            }
            return 0;
        }
        try {
            return ProvidersCheck.of(id, shown(PROVIDERS), text, folder.resolve("texts"));
        } catch (ProvidersCheck.Refused e) {
            problems.add(String.valueOf(e.getMessage()));
            return 0;
        }
    }

    private @Nullable String text(HospitalFiles files, String name) {
        try {
            return files.text(name);
        } catch (FolderRefused e) {
            e.problems().forEach(problem -> problems.add(folder + "/" + problem));
            return null;
        }
    }

    private String shown(String name) {
        return folder + "/" + name;
    }

    /** The place of a key's value. */
    private String at(String name, String text, String key) {
        return at(name, text, Pattern.compile("(?m)^" + key + ": *"));
    }

    private String ofDepartment(String name, String text, String code) {
        return at(name, text, Pattern.compile("(?m)^.*\\bcode: *(?=['\"]?" + Pattern.quote(code) + "\\b)"));
    }

    private String at(String name, String text, Pattern before) {
        Matcher found = before.matcher(text);
        int end = found.find() ? found.end() : 0;
        String above = text.substring(0, end);
        return "%s, line %d, column %d: "
                .formatted(
                        shown(name), above.chars().filter(c -> c == '\n').count() + 1, end - above.lastIndexOf('\n'));
    }
}
