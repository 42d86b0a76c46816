package org.carecontact.localparts;

import java.nio.file.Path;
import java.util.List;

/** The launcher and the flags of every JVM that one machine starts. */
public final class JvmFlags {

    /** The Java launcher of this JVM. */
    public static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();

    /** Shared by all JVMs; the class cache holds only as long as these stay the same. */
    public static final List<String> COMMON = List.of("-XX:+UseSerialGC", "-XX:+UseCompactObjectHeaders");

    /** A quick start and little memory: hot code is compiled once, by the first compiler. */
    private static final String QUICK = "-XX:TieredStopAtLevel=1";

    /** Memory that the JVM itself has freed, as after compiling, goes back to the machine; in milliseconds. */
    private static final String TRIM = "-XX:TrimNativeHeapInterval=10000";

    public static final List<String> BROKER = List.of("-Xms48m", "-Xmx160m", "-Xmn24m", QUICK, TRIM);
    public static final List<String> REGISTRY = List.of("-Xms32m", "-Xmx128m", "-Xmn16m", QUICK, TRIM);
    public static final List<String> VENDOR_TWIN = List.of("-Xms16m", "-Xmx128m", "-Xmn8m", QUICK, TRIM);
    public static final List<String> REHEARSAL = List.of("-Xmx384m", QUICK);

    /** A service on a small machine. */
    public static final List<String> SERVICE_SMALL = List.of(
            "-Xms24m", "-Xmx112m", "-Xmn12m", "-XX:MinHeapFreeRatio=10", "-XX:MaxHeapFreeRatio=25", QUICK, TRIM);

    /** A service as a server runs it, with both compilers. */
    public static final List<String> SERVICE_SERVER = List.of("-Xms128m", "-Xmx256m", "-Xmn64m");

    /** A service with both compilers and a heap that cannot hold 100 000 cases. */
    public static final List<String> SERVICE_TIGHT = List.of("-Xms64m", "-Xmx128m", "-Xmn32m");

    /** The Mongo server keeps the keys of all documents: 40 000 granted requests take 200 MB. */
    public static final List<String> MONGO_SMALL = List.of("-Xms32m", "-Xmx256m");

    public static final List<String> MONGO_SERVER = List.of("-Xms128m", "-Xmx1g", "-Xmn64m");

    private JvmFlags() {}
}
