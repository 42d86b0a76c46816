package org.carecontact.vendortwin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.carecontact.vendortwin.acts.Acts;
import org.carecontact.vendortwin.acts.Everything;
import org.carecontact.vendortwin.aliyun.Aliyun;
import org.carecontact.vendortwin.callbacks.Callbacks;
import org.carecontact.vendortwin.callbacks.Surroundings;
import org.carecontact.vendortwin.faults.Faults;
import org.carecontact.vendortwin.faults.FaultyDoor;
import org.carecontact.vendortwin.gateway.MessageGateway;
import org.carecontact.vendortwin.http.Answer;
import org.carecontact.vendortwin.http.Door;
import org.carecontact.vendortwin.http.Request;
import org.carecontact.vendortwin.officialaccount.OfficialAccounts;
import org.carecontact.vendortwin.pages.Pages;
import org.carecontact.vendortwin.settings.TwinSettings;
import org.carecontact.vendortwin.tencent.Tencent;
import org.carecontact.vendortwin.wecom.WeCom;
import org.carecontact.vendortwin.world.Inbox;
import org.carecontact.vendortwin.world.Journal;
import org.carecontact.vendortwin.world.People;
import org.carecontact.vendortwin.world.Timetable;
import org.carecontact.vendortwin.world.TwinClock;

/** All vendors on one port, in this process. What they were sent is kept in memory. */
public final class VendorTwin implements AutoCloseable {

    private final TwinClock clock = new TwinClock(Clock.systemUTC());
    private final Timetable timetable = new Timetable(clock);
    private final Faults faults = new Faults();
    private final Callbacks callbacks = new Callbacks(faults, timetable, clock);
    private final FaultyDoor vendors;
    private final TwinDoor twin;
    private final Pages pages;
    private final Callers callers;
    private final Door door;

    private VendorTwin(TwinSettings settings) throws IOException {
        People people = new People();
        Inbox inbox = new Inbox();
        Journal journal = new Journal();
        settings.people().forEach(people::add);
        Surroundings around = new Surroundings(clock, timetable, people, inbox, faults, callbacks);
        Aliyun aliyun = new Aliyun(settings.aliyun(), around, settings.reportAfter());
        Tencent tencent = new Tencent(settings.tencent(), around, settings.reportAfter());
        WeCom wecom = new WeCom(settings.wecom(), around);
        OfficialAccounts accounts = new OfficialAccounts(settings.officialAccounts(), around, settings.reportAfter());
        MessageGateway gateway = new MessageGateway(around);
        vendors = new FaultyDoor(List.of(aliyun, tencent, wecom, accounts, gateway), faults, journal, clock);
        Everything all = new Everything(aliyun, tencent, wecom, accounts, gateway, around, journal);
        Acts acts = new Acts(all);
        twin = new TwinDoor(all, acts);
        pages = new Pages(all, acts);
        callers = new Callers(settings.hosts());
        door = Door.open(settings.address(), settings.port(), this::answer);
    }

    /** Starts it; with {@link TwinSettings#sandbox()} on a free port of loopback. */
    public static VendorTwin start(TwinSettings settings) throws IOException {
        return new VendorTwin(settings);
    }

    /**
     * Runs it as a process, with settings from the environment: SERVER_PORT and SERVER_ADDRESS (else loopback);
     * CARECONTACT_HOSTS, the host names that callers may use beside loopback; CARECONTACT_CLOCK_OFFSET, by how much its time
     * is ahead; CARECONTACT_TWIN_SETTINGS, a file of the sandbox's form (else the sandbox's own), with
     * CARECONTACT_TWIN_PAGES, _NOTIFICATIONS, _REQUESTS, _REPORTAFTER (else three seconds), _PEOPLE (names by number) and
     * _MEMBERS (ids at the first company), the last two as JSON, for the names in it.
     */
    public static void main(String[] args) throws IOException {
        Map<String, String> environment = System.getenv();
        String file = environment.get("CARECONTACT_TWIN_SETTINGS");
        String settings = file == null ? TwinSettings.sandboxText() : Files.readString(Path.of(file));
        Map<String, String> names = new HashMap<>(TwinSettings.NAMES);
        names.put("report-after", "PT3S");
        for (String name : List.of("pages", "notifications", "requests", "report-after", "people", "members")) {
            String value = environment.get(
                    "CARECONTACT_TWIN_" + name.toUpperCase(Locale.ROOT).replace("-", ""));
            if (value != null) {
                names.put(name, value);
            }
        }
        VendorTwin started = start(TwinSettings.read(settings, names)
                .at(
                        environment.getOrDefault("SERVER_ADDRESS", "127.0.0.1"),
                        Integer.parseInt(environment.getOrDefault("SERVER_PORT", "8107")),
                        List.of(environment
                                .getOrDefault("CARECONTACT_HOSTS", "localhost")
                                .split(","))));
        started.clock.forward(Duration.parse(environment.getOrDefault("CARECONTACT_CLOCK_OFFSET", "PT0S")));
        Runtime.getRuntime().addShutdownHook(new Thread(started::close));
    }

    public int port() {
        return door.port();
    }

    /** Where clients on this machine find it. */
    public String url() {
        return "http://127.0.0.1:" + port();
    }

    @Override
    public void close() {
        door.close();
        timetable.close();
        callbacks.close();
    }

    private Answer answer(Request request) {
        return vendors.answer(request)
                .orElseGet(() -> callers.refusal(request)
                        .orElseGet(() -> twin.isFor(request) ? twin.answer(request) : pages.answer(request)));
    }
}
