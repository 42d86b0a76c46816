package org.carecontact.notification.providers;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** The values that a hospital's file does not say itself: {@code env:NAME} and {@code file:PATH} say where they are. */
interface Given {

    String FROM_ENVIRONMENT = "env:";
    String FROM_FILE = "file:";

    /** Returns a secret; null where it is not to be found. */
    @Nullable
    String secret(String written);

    /** Returns an address; null where it is not to be found. */
    @Nullable
    String address(String written);

    /** Those of this process, with its variables. */
    static Given here(UnaryOperator<@Nullable String> environment) {
        return new Given() {
            @Override
            public @Nullable String secret(String written) {
                if (!written.startsWith(FROM_FILE)) {
                    return address(written);
                }
                try {
                    return Files.readString(Path.of(written.substring(FROM_FILE.length())))
                            .strip();
                } catch (IOException e) {
                    return null;
                }
            }

            @Override
            public @Nullable String address(String written) {
                return written.startsWith(FROM_ENVIRONMENT)
                        ? environment.apply(written.substring(FROM_ENVIRONMENT.length()))
                        : written;
            }
        };
    }

    /** Some that are well formed, for a file that is checked where its values are not known. */
    static Given elsewhere() {
        return new Given() {
            @Override
            public String secret(String written) {
                boolean there = !written.startsWith(FROM_ENVIRONMENT) && !written.startsWith(FROM_FILE);
                return there ? written : "abcdefghijklmnopqrstuvwxyz0123456789ABCDEFG";
            }

            @Override
            public String address(String written) {
                return written.startsWith(FROM_ENVIRONMENT) ? "http://127.0.0.1" : written;
            }
        };
    }
}
