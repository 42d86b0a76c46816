package org.carecontact.notification.providers;

/** A hospital's file of providers that can't be used: where in it, what is wrong. It never says a secret. */
final class SettingsRefused extends RuntimeException {

    private static final long serialVersionUID = 1L;

    SettingsRefused(String message) {
        super(message);
    }
}
