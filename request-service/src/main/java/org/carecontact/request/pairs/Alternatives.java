package org.carecontact.request.pairs;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Set;
import org.carecontact.kernel.metrics.Metrics;
import org.carecontact.request.pairs.domain.Alternative;
import org.carecontact.request.pairs.domain.PairRejection;
import org.carecontact.schemas.Metric;
import org.springframework.stereotype.Component;

/** Offers alternatives whose links work, as far as their checks tell. */
@Component
public final class Alternatives implements AutoCloseable {

    /** A telephone and a desk are there without a page. */
    private static final Set<String> WITHOUT_A_PAGE = Set.of("CLINIC_PHONE", "FRONT_DESK");

    private final LandingProperties landing;
    private final LinkChecks checks;

    Alternatives(LandingProperties landing, MeterRegistry meters) {
        this.landing = landing;
        this.checks = new LinkChecks(landing.check());
        landing.links()
                .values()
                .forEach(links -> links.forEach((kind, link) -> {
                    if (!WITHOUT_A_PAGE.contains(kind)) {
                        checks.watch(link);
                    }
                }));
        Metrics.gauge(meters, Metric.ALTERNATIVES_DEAD, checks, LinkChecks::dead);
    }

    /** Returns the hospital's usual ones that work, the best first. */
    public List<Alternative> ofHospital(String hospital) {
        return landing.ofHospital(hospital).stream().filter(this::works).toList();
    }

    /** Leaves out those that do not work; where none is left, the hospital's usual ones stand in. */
    public List<Alternative> working(String hospital, List<Alternative> some) {
        List<Alternative> working = some.stream().filter(this::works).toList();
        return working.isEmpty() && !some.isEmpty() ? ofHospital(hospital) : working;
    }

    /** Leaves out of a rejection what does not work. */
    public PairRejection working(String hospital, PairRejection rejection) {
        return rejection instanceof PairRejection.CoolingDown(var until, var some)
                ? new PairRejection.CoolingDown(until, working(hospital, some))
                : rejection;
    }

    private boolean works(Alternative one) {
        return WITHOUT_A_PAGE.contains(one.kind()) || checks.works(one.link());
    }

    @Override
    public void close() {
        checks.close();
    }
}
