package org.carecontact.request.contacts;

import java.util.List;
import java.util.Map;
import org.carecontact.request.phrases.StrictYaml;
import org.carecontact.request.phrases.Wording;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;

/** Rules for both sides of a contact, and the names of channels. */
@Component
final class MaintenanceRules {

    /**
     * The content of {@code contacts.yml}.
     *
     * @param rules shown with every channel
     * @param channels names by code
     * @param otherChannel the name of a channel that is not listed
     */
    record Texts(List<Wording> rules, Map<String, Wording> channels, Wording otherChannel) {}

    private final Texts texts;

    MaintenanceRules(@Value("${carecontact.contacts.texts}") Resource file) {
        texts = StrictYaml.readWhole(file, Texts.class);
    }

    List<Wording> all() {
        return texts.rules();
    }

    Wording nameOf(String channel) {
        return texts.channels().getOrDefault(channel, texts.otherChannel());
    }
}
