package org.carecontact.oversight.figures;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.carecontact.oversight.ledger.Blocks;
import org.carecontact.oversight.ledger.TestLedger;
import org.carecontact.testsupport.MongoServers;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestFiguresTest {

    static Stream<Named<Supplier<String>>> servers() {
        return MongoServers.all();
    }

    @ParameterizedTest
    @MethodSource("servers")
    void figures_are_the_same_however_few_requests_are_held_at_once(Supplier<String> server) throws Exception {
        try (TestLedger ledger = new TestLedger(server.get())) {
            List<String> requests = new ArrayList<>();
            for (int i = 0; i < 40; i++) {
                requests.add("p" + i + "-1");
            }
            ledger.say("ContactRequestSubmitted", requests, 0);
            ledger.say("ContactGranted", requests, 600);
            Blocks blocks = ledger.blocks();

            for (int most : List.of(1000, 40, 39, 7, 3)) {
                RequestFigures.Result result =
                        new RequestFigures(blocks, most).since(Instant.EPOCH, Optional.of("tongren"));
                assertThat(result.figures().total().submitted()).isEqualTo(40);
                assertThat(result.figures().total().granted()).isEqualTo(40);
                assertThat(result.toGranted().getTotalCount()).isEqualTo(40);
                assertThat(result.toGranted().getValueAtPercentile(50)).isCloseTo(600, within(1L));
            }
            assertThat(new RequestFigures(blocks, 10)
                            .since(Instant.EPOCH, Optional.of("meiyan"))
                            .figures()
                            .total()
                            .submitted())
                    .isZero();
        }
    }
}
