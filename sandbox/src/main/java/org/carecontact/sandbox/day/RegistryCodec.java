package org.carecontact.sandbox.day;

import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import org.carecontact.kernel.codec.EventCodec;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;

/** The codec of events with the settings that the services use. */
final class RegistryCodec {

    private RegistryCodec() {}

    static EventCodec of(String registry) {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("carecontact-defaults.yml"));
        Properties all = Objects.requireNonNull(yaml.getObject());
        Map<String, String> properties = new HashMap<>();
        String prefix = "carecontact.registry.properties";
        all.stringPropertyNames().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(name -> properties.put(
                        name.substring(prefix.length()).replaceAll("[\\[\\]]", ""),
                        all.getProperty(name).replace("${carecontact.registry.url}", registry)));
        return new EventCodec(
                all.getProperty("carecontact.registry.serializer"),
                all.getProperty("carecontact.registry.deserializer"),
                properties);
    }
}
