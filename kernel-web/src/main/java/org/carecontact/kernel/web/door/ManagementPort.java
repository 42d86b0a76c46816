package org.carecontact.kernel.web.door;

import java.util.HashMap;
import java.util.Map;
import org.springframework.boot.EnvironmentPostProcessor;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.context.config.ConfigDataEnvironmentPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;

/** Health and metrics are on loopback, on the service's port plus 1000, unless management.server.* says otherwise. */
public final class ManagementPort implements EnvironmentPostProcessor, Ordered {

    private static final String PORT = "management.server.port";
    private static final String ADDRESS = "management.server.address";
    private static final int BEHIND = 1000;

    @Override
    public void postProcessEnvironment(ConfigurableEnvironment environment, SpringApplication application) {
        Integer service = environment.getProperty("server.port", Integer.class);
        if (service != null) {
            Map<String, Object> its = new HashMap<>();
            its.put(PORT, service == 0 ? 0 : service + BEHIND);
            // Without it this port would listen on every address, whatever server.address says.
            its.put(ADDRESS, "127.0.0.1");
            environment.getPropertySources().addLast(new MapPropertySource("management port", its));
        }
    }

    /** After the configuration files. */
    @Override
    public int getOrder() {
        return ConfigDataEnvironmentPostProcessor.ORDER + 1;
    }
}
