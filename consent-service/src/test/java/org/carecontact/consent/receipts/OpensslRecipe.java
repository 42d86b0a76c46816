package org.carecontact.consent.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import tools.jackson.databind.json.JsonMapper;

/** The documented way to verify a receipt with the openssl program alone. */
public final class OpensslRecipe {

    private static final Path SCRIPT = Path.of("verify-receipt.sh").toAbsolutePath();

    private final Path folder;

    private OpensslRecipe(Path folder) {
        this.folder = folder;
    }

    static OpensslRecipe in(Path folder, PublishedKeys keys) throws Exception {
        return in(folder, new JsonMapper().writeValueAsString(keys.toJson()));
    }

    /** Keeps the keys as a patient would; skips the test where openssl is missing or older than its rawin for SM2. */
    public static OpensslRecipe in(Path folder, String keys) throws Exception {
        assertThat(SCRIPT).isExecutable();
        Assumptions.assumeTrue(Files.exists(Path.of("/bin/bash")), "not verified with openssl: there is no bash");
        OpensslRecipe recipe = new OpensslRecipe(folder);
        Assumptions.assumeTrue(
                recipe.version().startsWith("OpenSSL 3"), "not verified with openssl: version 3 is not there");
        Files.writeString(folder.resolve("keys.json"), keys);
        return recipe;
    }

    /** Returns the exit status of the recipe for this text of a receipt. */
    public int run(String receipt) throws IOException, InterruptedException {
        Files.writeString(folder.resolve("receipt.json"), receipt);
        return run("/bin/bash", SCRIPT.toString(), "receipt.json", "keys.json");
    }

    /** Returns what the last run said. */
    public String said() throws IOException {
        return Files.readString(folder.resolve("out"));
    }

    private String version() throws InterruptedException, IOException {
        try {
            return run("openssl", "version") == 0 ? said() : "";
        } catch (IOException e) {
            return "";
        }
    }

    private int run(String... command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(List.of(command))
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out").toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
