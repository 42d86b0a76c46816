package org.carecontact.sandbox.issuer;

import java.util.Map;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** The issuer as an application of its own. */
public final class IssuerModule {

    private IssuerModule() {}

    /** Starts it; the settings are those of {@code carecontact.issuer} and {@code server}. */
    public static ConfigurableApplicationContext start(Map<String, Object> settings) {
        return new SpringApplicationBuilder(Issuer.class)
                .web(WebApplicationType.SERVLET)
                .registerShutdownHook(true)
                .properties(settings)
                .run();
    }
}
