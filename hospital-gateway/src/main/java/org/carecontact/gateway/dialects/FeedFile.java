package org.carecontact.gateway.dialects;

import java.nio.file.Path;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * One feed of one hospital, as its file describes it.
 *
 * @param name of the file, without {@code .yml}; unique within the hospital
 * @param port on which the gateway listens; 0 for a folder and a topic
 * @param folder that is watched; null for a port and a topic
 * @param topic that the hospital writes; null for a port and a folder
 * @param secrets SHA-256 in hex of what a caller over HTTP has to know; empty when the port is enough
 * @param tls null when the port speaks in clear
 */
public record FeedFile(
        String name,
        String hospital,
        int port,
        @Nullable Path folder,
        @Nullable String topic,
        Set<String> secrets,
        @Nullable Tls tls,
        Dialect dialect) {

    /**
     * TLS of a port.
     *
     * @param certificate PEM: our certificate and those behind it
     * @param key PEM: its private key, PKCS 8
     * @param clients PEM: who signs the certificates of those who may send; null when nobody has to show one
     */
    public record Tls(Path certificate, Path key, @Nullable Path clients) {}

    public FeedFile {
        secrets = Set.copyOf(secrets);
    }

    /** As {@code tongren/his}. */
    public String id() {
        return hospital + "/" + name;
    }
}
