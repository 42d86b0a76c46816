package org.carecontact.policycli;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Who asks policy-service, where, and how the answer is written: the options of every command that asks. */
final class Officer {

    @Option(names = "--url", defaultValue = "${env:CARECONTACT_POLICY_URL}")
    private @Nullable String url;

    @Option(names = "--token", defaultValue = "${env:CARECONTACT_TOKEN}")
    private @Nullable String token;

    @Option(names = "--user")
    private @Nullable String user;

    @Option(names = "--language", defaultValue = "zh")
    private String language = "zh";

    @Option(names = "--json")
    private boolean json;

    /** The address of policy-service; null when it was not given. */
    @Nullable
    String url() {
        return url;
    }

    /** The officer's token; null when it was not given. */
    @Nullable
    String token() {
        return token;
    }

    /** A sample user of the installation that is up, who comes before {@link #token}; null when there is none. */
    @Nullable
    String user() {
        return user;
    }

    /** The language of the answer: zh or en. */
    String language() {
        return language;
    }

    /** Whether the answer is printed as policy-service gave it. */
    boolean wantsJson() {
        return json;
    }
}
