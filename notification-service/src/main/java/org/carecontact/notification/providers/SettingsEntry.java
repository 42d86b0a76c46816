package org.carecontact.notification.providers;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.function.UnaryOperator;
import org.carecontact.kernel.yaml.StrictYaml;
import org.carecontact.kernel.yaml.YamlEntry;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.Node;

/** A value in a hospital's file of providers. */
final class SettingsEntry extends YamlEntry<SettingsEntry, SettingsRefused> {

    private static final String FROM_ENVIRONMENT = "env:";
    private static final String FROM_FILE = "file:";

    private SettingsEntry(String file, Node node) {
        super(file, node);
    }

    static SettingsEntry root(String file, String text) {
        return new SettingsEntry(file, StrictYaml.compose(file, text, "", SettingsRefused::new));
    }

    /**
     * Reads a secret: {@code env:NAME} and {@code file:PATH} say where it is, anything else is it.
     *
     * @param environment gives the value of a variable, or null
     */
    String secret(UnaryOperator<@Nullable String> environment) {
        String text = text();
        String secret = text;
        if (text.startsWith(FROM_ENVIRONMENT)) {
            secret = environment.apply(text.substring(FROM_ENVIRONMENT.length()));
        } else if (text.startsWith(FROM_FILE)) {
            try {
                secret = Files.readString(Path.of(text.substring(FROM_FILE.length())))
                        .strip();
            } catch (IOException e) {
                secret = null;
            }
        }
        if (secret == null || secret.isBlank()) {
            throw refused("the secret is not where it is said to be");
        }
        return secret;
    }

    URI address() {
        return build(entry -> URI.create(entry.text()));
    }

    ZoneId zone() {
        try {
            return ZoneId.of(text());
        } catch (DateTimeException e) {
            throw refused("'" + text() + "' is no time zone as Asia/Shanghai");
        }
    }

    LocalTime time() {
        try {
            return LocalTime.parse(text());
        } catch (DateTimeException e) {
            throw refused("'" + text() + "' is no time of day as \"21:30\"");
        }
    }

    @Override
    protected SettingsEntry entry(Node other) {
        return new SettingsEntry(file(), other);
    }

    @Override
    protected SettingsRefused refusal(String message) {
        return new SettingsRefused(message);
    }
}
