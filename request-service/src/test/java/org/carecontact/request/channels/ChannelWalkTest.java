package org.carecontact.request.channels;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.carecontact.kernel.decider.Decision;
import org.carecontact.request.channels.ChannelsProperties.WeComOfHospital;
import org.carecontact.request.channels.domain.Channel;
import org.carecontact.request.channels.domain.ChannelCommand;
import org.carecontact.request.channels.domain.ChannelDecider;
import org.carecontact.request.channels.domain.ChannelEvent;
import org.carecontact.request.channels.domain.ChannelRejection;
import org.carecontact.request.channels.domain.Errand;
import org.carecontact.request.channels.domain.Grant;
import org.carecontact.request.channels.domain.Means;
import org.carecontact.request.channels.domain.Pace;
import org.carecontact.request.channels.domain.Result;
import org.carecontact.request.channels.domain.Session;
import org.carecontact.schemas.ids.DoctorId;
import org.carecontact.schemas.ids.PatientId;
import org.carecontact.schemas.ids.RequestId;
import org.carecontact.vendors.Outcome;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.core.io.ClassPathResource;

/**
 * Random lives of one channel against the vendor: calls fail before and after they were carried out, processes die with
 * a call under way, people scan, leave and delete, time passes. In the end nothing of it is left at the vendor.
 */
// Longer than 300 lines: one life of a channel and all that can happen in it.
class ChannelWalkTest {

    private static final Instant START = Instant.parse("2026-11-30T01:30:00Z");
    private static final Pace PACE = new Pace(
            Duration.ofDays(14),
            Duration.ofDays(2),
            Duration.ofSeconds(1),
            Duration.ofMinutes(10),
            Duration.ofSeconds(30),
            Duration.ofHours(1),
            Duration.ofDays(3));
    private static final String PATIENT = "wm-patient";
    private static final String STRANGER = "wm-stranger";
    private static final DoctorWords WORDS =
            new DoctorWords(new ClassPathResource("channels.yml"), "https://p/{request}");

    static Stream<Long> seeds() {
        return Stream.iterate(1L, seed -> seed + 1).limit(600);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatever_happens_an_ended_contact_leaves_nothing_at_the_vendor(long seed) {
        Walk walk = new Walk(seed);
        walk.live(60);
        walk.end();
        walk.drain();

        assertThat(walk.channel).isInstanceOf(Channel.Closed.class);
        assertThat(walk.vendor.contacts())
                .extracting(WeComInMemory.Contact::external)
                .doesNotContain(PATIENT, STRANGER);
        assertThat(walk.vendor.ways()).filteredOn(way -> !walk.unseen(way)).isEmpty();
        assertThat(walk.vendor.contacts()).as("the doctor's own").hasSize(1);
    }

    /** A clock that a test moves. */
    private static final class Hands extends Clock {

        private Instant now = START;

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    private static final class Walk {

        private final Random random;
        private final Hands clock = new Hands();
        private final ChannelDecider decider = new ChannelDecider(PACE);
        private final List<String> told = new ArrayList<>();
        private final WeComInMemory vendor = new WeComInMemory(clock, told::add);
        private final VendorCalls calls;
        private final Grant grant;
        private final Set<String> shown = new HashSet<>();
        private final Map<String, Integer> fresh = new HashMap<>();
        private Channel channel = decider.initial();
        private boolean holds = true;
        private boolean faulty = true;

        Walk(long seed) {
            random = new Random(seed);
            Means means = random.nextBoolean() ? Means.TEMPORARY_SESSION : Means.CONTACT_WAY;
            Optional<String> known = random.nextBoolean() ? Optional.of("union-patient") : Optional.empty();
            WeComAccounts accounts = new WeComAccounts(
                    Map.of(
                            "tongren",
                            new WeComOfHospital(
                                    URI.create("http://127.0.0.1:1"),
                                    "corp",
                                    1,
                                    "s",
                                    "{doctor}",
                                    means == Means.TEMPORARY_SESSION,
                                    null,
                                    null,
                                    null)),
                    _ -> vendor,
                    clock);
            calls = new VendorCalls(accounts, _ -> holds, (_, _) -> known, WORDS, PACE, clock);
            grant = new Grant(
                    "tongren",
                    RequestId.of("walkwalkwalkwalkwalkwalkwa-1"),
                    new PatientId("P1"),
                    new DoctorId("D1"),
                    "D1",
                    means,
                    START,
                    START.plus(Duration.ofDays(10 + random.nextInt(60))));
            vendor.sessions(random.nextInt(4) > 0);
            vendor.addOwn("D1", "wm-own", "another-system");
            told.clear();
            vendor.faults(new WeComInMemory.Faults() {
                @Override
                public Optional<Outcome.NotAccepted> before(String call) {
                    return !faulty
                            ? Optional.empty()
                            : switch (random.nextInt(12)) {
                                case 0 -> Optional.of(new Outcome.Unknown("timeout"));
                                case 1 -> Optional.of(new Outcome.RefusedUntil(clock.now.plusSeconds(40), "45009"));
                                case 2 -> Optional.of(new Outcome.RefusedOurFault("60020"));
                                default -> Optional.empty();
                            };
                }

                @Override
                public Optional<Outcome.NotAccepted> after(String call) {
                    return faulty && random.nextInt(6) == 0
                            ? Optional.of(new Outcome.Unknown("timeout"))
                            : Optional.empty();
                }
            });
            apply(new ChannelCommand.Open(grant, code(), clock.now));
        }

        /** A temporary invitation whose answer was lost is in no list; nobody ever saw its QR code. */
        boolean unseen(WeComInMemory.Way way) {
            return way.wanted().temporary().isPresent() && !shown.contains(way.config());
        }

        void live(int steps) {
            for (int step = 0;
                    step < steps && (channel instanceof Channel.Live || channel instanceof Channel.Paused);
                    step++) {
                step();
            }
        }

        private void step() {
            switch (random.nextInt(13)) {
                case 0, 1, 2, 3 -> runErrands();
                case 4, 5 -> scan(random.nextInt(4) == 0 ? STRANGER : PATIENT);
                case 6 -> {
                    vendor.letIn("D1", PATIENT);
                    vendor.letIn("D1", STRANGER);
                }
                case 7 -> hear();
                case 8 -> {
                    if (random.nextInt(4) == 0) {
                        vendor.patientLeaves("D1", PATIENT);
                    } else if (random.nextInt(3) == 0) {
                        vendor.doctorRemoves("D1", PATIENT);
                    }
                }
                case 9 -> apply(new ChannelCommand.Confirm(random.nextInt(4) > 0, clock.now));
                case 10 -> apply(new ChannelCommand.Renew(code(), clock.now));
                case 11 -> suspendOrResume();
                default -> pass(Duration.ofMinutes(random.nextInt(3 * 24 * 60)));
            }
            hearSome();
            check();
        }

        private void suspendOrResume() {
            if (channel instanceof Channel.Paused) {
                holds = true;
                apply(new ChannelCommand.Resume(code(), clock.now));
            } else if (random.nextInt(3) == 0) {
                apply(new ChannelCommand.Pause(random.nextBoolean(), clock.now));
                holds = !(channel instanceof Channel.Paused);
            }
        }

        private void scan(String who) {
            for (Session session : sessions()) {
                Optional<String> config = session.way().map(way -> way.configId());
                if (config.isPresent()) {
                    shown.add(config.get());
                    if (session.phase() instanceof Session.Offered) {
                        vendor.scan("/" + config.get(), who, who.equals(PATIENT) ? "union-patient" : "union-x");
                    }
                }
            }
        }

        /** Callbacks get lost, come twice and come late. */
        private void hearSome() {
            if (random.nextInt(3) > 0) {
                hear();
            }
        }

        private void hear() {
            List<String> now = List.copyOf(told);
            told.clear();
            for (String xml : now) {
                int luck = random.nextInt(10);
                if (luck == 0) {
                    continue;
                }
                if (luck == 1) {
                    told.add(xml);
                }
                hear(xml);
            }
        }

        private void hear(String xml) {
            String kind = between(xml, "ChangeType");
            String external = between(xml, "ExternalUserID");
            String state = between(xml, "State");
            Instant at = Instant.ofEpochSecond(Long.parseLong(between(xml, "CreateTime")));
            switch (kind) {
                case "add_external_contact" ->
                    apply(new ChannelCommand.NoteJoined(external, state, false, at, clock.now));
                case "add_half_external_contact" ->
                    apply(new ChannelCommand.NoteJoined(external, state, true, at, clock.now));
                case "del_follow_user" -> apply(new ChannelCommand.NotePatientLeft(external, at, clock.now));
                default -> apply(new ChannelCommand.NoteDoctorRemoved(external, at, clock.now));
            }
        }

        private static String between(String xml, String name) {
            return xml.substring(xml.indexOf("<" + name + ">") + name.length() + 2, xml.indexOf("</" + name + ">"));
        }

        /** Each write hands its errands over, those that a result led to as well. */
        private void runErrands() {
            Set<Errand> run = new HashSet<>();
            List<Errand> open = errands();
            while (!open.isEmpty()) {
                for (Errand errand : open) {
                    run.add(errand);
                    if (errand.stand() instanceof Errand.UnderWay && isOpen(errand)) {
                        boolean dies = faulty && random.nextInt(15) == 0;
                        Result result =
                                calls.make(((Channel.Known) channel).line().grant(), errand);
                        if (!dies) {
                            apply(new ChannelCommand.Record(errand.number(), errand.attempt(), result, clock.now));
                        }
                    }
                }
                open = errands().stream()
                        .filter(errand -> !run.contains(errand))
                        .toList();
            }
        }

        private boolean isOpen(Errand errand) {
            return errands().contains(errand);
        }

        private List<Errand> errands() {
            return channel instanceof Channel.Known known ? known.line().errands() : List.of();
        }

        private List<Session> sessions() {
            return channel instanceof Channel.Known known ? known.line().sessions() : List.of();
        }

        /** Time passes; each time limit on the way fires, and none fires for nothing. */
        private void pass(Duration much) {
            Instant until = clock.now.plus(much);
            for (int limit = 0; limit < 400; limit++) {
                Optional<Instant> due = channel.due(PACE).filter(at -> !at.isAfter(until));
                if (due.isEmpty()) {
                    break;
                }
                clock.now = due.get().isAfter(clock.now) ? due.get() : clock.now;
                assertThat(apply(new ChannelCommand.Elapse(code(), clock.now)))
                        .as("a time limit at %s of %s", clock.now, channel)
                        .isInstanceOf(Decision.Accepted.class);
                runErrands();
            }
            clock.now = until;
        }

        void end() {
            holds = false;
            apply(new ChannelCommand.End("PATIENT", clock.now, clock.now));
        }

        /** The vendor is well again, and the doctor does what is asked. What was never told, the list shows. */
        void drain() {
            faulty = false;
            for (int round = 0; round < 200; round++) {
                runErrands();
                told.clear();
                for (WeComInMemory.Contact contact : vendor.contacts()) {
                    apply(new ChannelCommand.NoteJoined(
                            contact.external(), contact.state(), false, contact.addedAt(), clock.now));
                }
                if (channel instanceof Channel.Known known) {
                    known.line().errands().forEach(errand -> {
                        if (errand.task() instanceof Errand.AskDoctor(var external, var _)) {
                            vendor.doctorRemoves("D1", external);
                        }
                    });
                    vendor.ways()
                            .forEach(way -> apply(
                                    new ChannelCommand.NoteWay(way.wanted().state(), way.config(), clock.now)));
                }
                if (channel instanceof Channel.Closed && round > 3) {
                    return;
                }
                pass(Duration.ofMinutes(30));
            }
        }

        private void check() {
            if (channel instanceof Channel.Closed(var line, var _, var _)) {
                assertThat(line.errands()).isEmpty();
            }
            if (channel instanceof Channel.Paused(var line)) {
                assertThat(line.sessions())
                        .as("nobody is invited or connected")
                        .allMatch(session ->
                                session.phase() instanceof Session.Inviting || session.phase() instanceof Session.Over);
            }
            if (channel instanceof Channel.Live(var line)) {
                long open = line.sessions().stream()
                        .filter(session -> session.phase() instanceof Session.Inviting
                                || session.phase() instanceof Session.Offered)
                        .count();
                assertThat(open).as("invitations at once").isLessThanOrEqualTo(1);
                assertThat(line.sessions().stream()
                                .filter(session -> session.phase() instanceof Session.Connected)
                                .map(session -> session.external().orElseThrow())
                                .collect(Collectors.groupingBy(who -> who, Collectors.counting()))
                                .values())
                        .allMatch(count -> count == 1);
            }
        }

        private String code() {
            return "code-" + fresh.merge("n", 1, Integer::sum);
        }

        private Decision<ChannelEvent, ChannelRejection> apply(ChannelCommand command) {
            Decision<ChannelEvent, ChannelRejection> decision = decider.decide(channel, command);
            if (decision instanceof Decision.Accepted<ChannelEvent, ChannelRejection>(var events)) {
                for (ChannelEvent event : events) {
                    channel = decider.evolve(channel, event);
                }
            }
            return decision;
        }
    }
}
