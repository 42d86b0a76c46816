package org.carecontact.sandbox.installation;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.carecontact.localparts.JvmFlags;
import org.jspecify.annotations.Nullable;

/**
 * The settings in which one start may differ from another.
 *
 * @param fresh whether the data of an earlier start is removed
 * @param environment added to the environment of every service, as {@code CARECONTACT_SWEEP_EVERY}
 * @param services the services that run; the parts under them always do
 * @param shapes a file for the shapes of all Mongo commands, begun anew by a fresh start; null for none
 */
public record Settings(
        boolean fresh,
        Map<String, String> environment,
        List<String> services,
        Size size,
        @Nullable Path shapes) {

    public static final Settings USUAL = new Settings(false, Map.of(), Ports.SERVICES, Size.SMALL, null);

    public static final Settings FRESH = new Settings(true, Map.of(), Ports.SERVICES, Size.SMALL, null);

    /** Few people act for many here, so the limits for one person would stop them. */
    public static final Map<String, String> WITHOUT_RATES = Map.of("CARECONTACT_RATES_FACTOR", "10000");

    public Settings withEnvironment(Map<String, String> more) {
        return new Settings(fresh, more, services, size, shapes);
    }

    public Settings withSize(Size other) {
        return new Settings(fresh, environment, services, other, shapes);
    }

    public Settings withShapes(@Nullable Path file) {
        return new Settings(fresh, environment, services, size, file);
    }

    /**
     * The flags of the JVMs.
     *
     * @param services flags of the services and the stand-ins
     * @param mongo flags of the Mongo server
     */
    public record Size(List<String> services, List<String> mongo) {

        /** Starts quickly and stays small. */
        public static final Size SMALL = new Size(JvmFlags.SERVICE_SMALL, JvmFlags.MONGO_SMALL);

        /** More memory and both compilers, as on a server. */
        public static final Size SERVER = new Size(JvmFlags.SERVICE_SERVER, JvmFlags.MONGO_SERVER);

        /** Both compilers and little memory. */
        public static final Size TIGHT = new Size(JvmFlags.SERVICE_TIGHT, JvmFlags.MONGO_SMALL);
    }
}
