package org.carecontact.sandbox.installation;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class SecretsTest {

    private static final int SERVICES = 6;

    @TempDir
    Path folder;

    @Test
    void services_that_start_together_get_the_same_key() throws Exception {
        for (int round = 0; round < 50; round++) {
            Secrets secrets = Secrets.in(folder.resolve(Integer.toString(round)));
            CyclicBarrier together = new CyclicBarrier(SERVICES);
            Set<String> keys = new HashSet<>();
            try (ExecutorService executor = Executors.newFixedThreadPool(SERVICES)) {
                List<Future<String>> asked = new ArrayList<>();
                for (int i = 0; i < SERVICES; i++) {
                    asked.add(executor.submit(() -> {
                        together.await();
                        return secrets.sealingKey();
                    }));
                }
                for (Future<String> key : asked) {
                    keys.add(key.get());
                }
            }
            assertThat(keys).hasSize(1);
        }
    }
}
