package org.carecontact.request.pairs.domain;

import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import org.slf4j.LoggerFactory;

class Impure {

    static class AsksTheClock {
        Instant now = Instant.now();
    }

    static class AsksTheSystem {
        long now = System.currentTimeMillis();
    }

    static class ThrowsDice {
        double dice = Math.random();
    }

    static class ThrowsOtherDice {
        int dice = ThreadLocalRandom.current().nextInt();
    }

    static class MakesIds {
        UUID id = UUID.randomUUID();
    }

    static class TakesAClock {
        Instant at(java.time.Clock clock) {
            return clock.instant();
        }
    }

    static class KnowsALibrary {
        Object log = LoggerFactory.getLogger("domain");
    }

    static class ReadsFiles {
        Object file = new java.io.File("x");
    }
}
