package org.carecontact.sandbox.installation;

import java.nio.file.Path;

/** The place of one installation: the project's folder, its own folder in {@code .carecontact}, and its ports. */
public record Site(Path root, String name, Ports ports) {

    static final String SECRETS = "secrets";

    /** The site of an installation that stays up, on the usual ports moved by the offset. */
    public static Site up(Path root, int portOffset) {
        return new Site(root, "up", new Ports(portOffset));
    }

    /** The site of a single simulated day; 1000 ports above, so that both can run. */
    public static Site demo(Path root, int portOffset) {
        return new Site(root, "demo", new Ports(1000 + portOffset));
    }

    public Path home() {
        return root.resolve(".carecontact").resolve(name);
    }

    public Path data() {
        return home().resolve("data");
    }

    /** A folder for each hospital: what it is, its departments, feeds, policies and forms. */
    public Path hospitals() {
        return home().resolve("hospitals");
    }

    public Path logs() {
        return home().resolve("logs");
    }

    public Path log(String part) {
        return logs().resolve(part + ".log");
    }

    public Path secrets() {
        return home().resolve(SECRETS);
    }

    public Path pids() {
        return home().resolve("pids");
    }

    /** {@code .carecontact/endpoints.json} for the one that stays up; beside its data for every other. */
    public Path endpoints() {
        return (name.equals("up") ? root.resolve(".carecontact") : home()).resolve("endpoints.json");
    }

    /** The folder of what was built and unpacked for all installations. */
    public Path parts() {
        return root.resolve(".carecontact/parts");
    }
}
