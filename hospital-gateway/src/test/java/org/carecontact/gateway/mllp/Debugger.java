package org.carecontact.gateway.mllp;

import com.sun.jdi.AbsentInformationException;
import com.sun.jdi.Bootstrap;
import com.sun.jdi.Location;
import com.sun.jdi.Method;
import com.sun.jdi.VMDisconnectedException;
import com.sun.jdi.VirtualMachine;
import com.sun.jdi.connect.AttachingConnector;
import com.sun.jdi.connect.Connector;
import com.sun.jdi.connect.IllegalConnectorArgumentsException;
import com.sun.jdi.event.BreakpointEvent;
import com.sun.jdi.event.Event;
import com.sun.jdi.event.EventSet;
import com.sun.jdi.request.BreakpointRequest;
import com.sun.jdi.request.EventRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.IntConsumer;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.carecontact.localparts.Ports;
import org.jspecify.annotations.Nullable;

/** Watches the lines that a JVM reaches (JDI), and holds it at one for ever. */
final class Debugger {

    /**
     * A line of a class of ours.
     *
     * @param hit how often it is reached before it counts, from 1
     */
    record Place(String type, String method, int line, int hit) {}

    private final int port = Ports.free();
    private final ConcurrentMap<Place, Integer> reached = new ConcurrentHashMap<>();
    private @Nullable VirtualMachine machine;

    /** The option with which a JVM lets this debugger in. */
    String option() {
        return "-agentlib:jdwp=transport=dt_socket,server=y,suspend=n,quiet=y,address=127.0.0.1:" + port;
    }

    /** Comes to a JVM that runs. */
    void attach() {
        AttachingConnector connector = Bootstrap.virtualMachineManager().attachingConnectors().stream()
                .filter(each -> each.name().equals("com.sun.jdi.SocketAttach"))
                .findFirst()
                .orElseThrow();
        Map<String, Connector.Argument> arguments = connector.defaultArguments();
        Objects.requireNonNull(arguments.get("hostname")).setValue("127.0.0.1");
        Objects.requireNonNull(arguments.get("port")).setValue(Integer.toString(port));
        try {
            machine = connector.attach(arguments);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (IllegalConnectorArgumentsException e) {
            throw new IllegalStateException(e);
        }
    }

    /** How often each line of these methods was reached. */
    Map<Place, Integer> reached() {
        return Map.copyOf(reached);
    }

    /** Counts how often the lines of these methods are reached. */
    void count(Map<String, List<String>> methods) {
        watch(methods, _ -> true, _ -> {});
    }

    /** Runs this once the line is reached for that time; the thread that reached it goes no further. */
    void stopAt(Place place, Runnable then) {
        watch(Map.of(place.type(), List.of(place.method())), each -> each.lineNumber() == place.line(), hits -> {
            if (hits == place.hit()) {
                then.run();
            }
        });
    }

    private void watch(Map<String, List<String>> methods, Predicate<Location> wanted, IntConsumer onHit) {
        VirtualMachine watched = machine;
        if (watched == null) {
            throw new IllegalStateException("not attached");
        }
        methods.forEach((type, names) -> watched.classesByName(type).stream()
                .flatMap(found -> found.methods().stream())
                .filter(method -> names.contains(method.name()))
                .flatMap(method -> lines(method).stream())
                .collect(Collectors.toMap(
                        location -> new Place(type, location.method().name(), location.lineNumber(), 1),
                        location -> location,
                        (first, _) -> first))
                .values()
                .stream()
                .filter(wanted)
                .forEach(location -> {
                    BreakpointRequest request = watched.eventRequestManager().createBreakpointRequest(location);
                    request.setSuspendPolicy(EventRequest.SUSPEND_EVENT_THREAD);
                    request.enable();
                }));
        var _ = Thread.ofPlatform().daemon().start(() -> listen(watched, onHit));
    }

    private void listen(VirtualMachine watched, IntConsumer onHit) {
        try {
            while (true) {
                EventSet events = watched.eventQueue().remove();
                for (Event event : events) {
                    if (event instanceof BreakpointEvent hit) {
                        Location at = hit.location();
                        onHit.accept(reached.merge(
                                new Place(at.declaringType().name(), at.method().name(), at.lineNumber(), 1),
                                1,
                                Integer::sum));
                    }
                }
                events.resume();
            }
        } catch (InterruptedException | VMDisconnectedException _) {
            // The JVM is gone.
        }
    }

    private static List<Location> lines(Method method) {
        try {
            return method.allLineLocations();
        } catch (AbsentInformationException _) {
            return List.of();
        }
    }
}
