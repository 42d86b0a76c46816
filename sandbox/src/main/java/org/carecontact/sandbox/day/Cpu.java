package org.carecontact.sandbox.day;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.carecontact.sandbox.installation.Running;

/** The processor time of each process of an installation, and of this one as {@code people}. */
public final class Cpu {

    private Cpu() {}

    /** Returns the time that each process has used until now. */
    public static Map<String, Duration> of(Running running) {
        Map<String, Duration> cpu = new TreeMap<>();
        running.processes().forEach(process -> cpu.put(process.name(), process.cpu()));
        cpu.put("people", ProcessHandle.current().info().totalCpuDuration().orElse(Duration.ZERO));
        return cpu;
    }

    /** Returns the time that each process has used since an earlier reading. */
    public static Map<String, Duration> since(Map<String, Duration> before, Running running) {
        Map<String, Duration> more = of(running);
        more.replaceAll((process, time) -> time.minus(before.getOrDefault(process, Duration.ZERO)));
        return more;
    }
}
