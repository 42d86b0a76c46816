package org.carecontact.notification.providers;

import java.net.URI;
import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import org.carecontact.kernel.yaml.StrictYaml;
import org.carecontact.kernel.yaml.YamlEntry;
import org.yaml.snakeyaml.nodes.Node;

/** A value in a hospital's file of providers. */
final class SettingsEntry extends YamlEntry<SettingsEntry, SettingsRefused> {

    private SettingsEntry(String file, Node node) {
        super(file, node);
    }

    static SettingsEntry root(String file, String text) {
        return new SettingsEntry(file, StrictYaml.compose(file, text, "", SettingsRefused::new));
    }

    /** Reads a secret, or where it is. */
    String secret(Given given) {
        String secret = given.secret(text());
        if (secret == null || secret.isBlank()) {
            throw refused("the secret is not where it is said to be");
        }
        return secret;
    }

    /** Reads an address, or where it is. */
    URI address(Given given) {
        String address = given.address(text());
        if (address == null) {
            throw refused("the address is not where it is said to be");
        }
        return build(_ -> URI.create(address));
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
