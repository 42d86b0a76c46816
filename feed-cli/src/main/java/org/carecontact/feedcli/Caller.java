package org.carecontact.feedcli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asks hospital-gateway, and where: the options of every command that asks. */
final class Caller {

    @Option(names = "--url", defaultValue = "${env:CARECONTACT_GATEWAY_URL}")
    private @Nullable String url;

    @Option(names = "--token", defaultValue = "${env:CARECONTACT_TOKEN}")
    private @Nullable String token;

    @Option(names = "--user")
    private @Nullable String user;

    /** The address of hospital-gateway; null when it was not given. */
    @Nullable
    String url() {
        return url;
    }

    /** A token of a hospital's staff or of the operator; null when it was not given. */
    @Nullable
    String token() {
        return token;
    }

    /** A sample user of the installation that is up, who comes before {@link #token}; null when there is none. */
    @Nullable
    String user() {
        return user;
    }
}
