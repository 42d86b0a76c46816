package org.carecontact.gateway.soap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Our description of the service (WSDL 1.1), for SOAP 1.1 and 1.2. */
final class Wsdl {

    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.:\\[\\]-]{1,255}");
    private static final Pattern DECLARATION = Pattern.compile("^<\\?xml[^>]*>\\s*");
    private static final String TEXT = resource("HIPMessageServer.wsdl")
            .replace(
                    "{schema}",
                    DECLARATION.matcher(resource("HIPMessageServer.xsd")).replaceFirst(""));

    private Wsdl() {}

    /**
     * Returns it with the address by which the caller knows this service.
     *
     * @param host as the caller wrote it, with a port; null for none
     */
    static String at(boolean secure, @Nullable String host) {
        String known = host != null && HOST.matcher(host).matches() ? host : "localhost";
        return TEXT.replace("{address}", (secure ? "https://" : "http://") + known + "/HIPMessageServer");
    }

    private static String resource(String name) {
        try (@Nullable InputStream in = Wsdl.class.getResourceAsStream("/wst-846/" + name)) {
            if (in == null) {
                throw new IllegalStateException("no " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
