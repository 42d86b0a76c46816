package org.carecontact.notification.providers;

import java.nio.file.Path;
import java.time.Clock;
import org.carecontact.vendors.tokens.AccessToken;
import org.carecontact.vendors.tokens.Fetch;
import org.carecontact.vendors.tokens.Tokens;

/** Checks a hospital's file of providers and its texts before they are taken over; its secrets need not be there. */
public final class ProvidersCheck {

    private static final Tokens NONE = new Tokens() {
        @Override
        public AccessToken current(String account, Fetch fetch) {
            throw new IllegalStateException("nobody is called");
        }

        @Override
        public void failed(String account, AccessToken token) {
            throw new IllegalStateException("nobody is called");
        }
    };

    /** What is wrong: file, line, column and what would be right. */
    public static final class Refused extends Exception {

        private static final long serialVersionUID = 1L;

        Refused(String message) {
            super(message);
        }
    }

    private ProvidersCheck() {}

    /**
     * Checks the file.
     *
     * @param shown the name that messages give it
     * @param texts the folder of the hospital's own texts, which need not exist
     * @return how many providers it names
     * @throws Refused with the first thing that is wrong
     */
    public static int of(String hospital, String shown, String text, Path texts) throws Refused {
        SettingsReader reader =
                new SettingsReader(NONE, Clock.systemUTC(), "https://example.org/r", Given.elsewhere(), _ -> {});
        try {
            return reader.settings(hospital, shown, text, texts).order().size();
        } catch (SettingsRefused e) {
            throw new Refused(String.valueOf(e.getMessage()));
        }
    }
}
