package org.carecontact.testsupport;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.apache.avro.util.ClassSecurityValidator.ClassSecurityPredicate;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;
import org.springframework.beans.BeanUtils;
import org.springframework.beans.factory.config.YamlPropertiesFactoryBean;
import org.springframework.core.io.ClassPathResource;
import org.springframework.util.ClassUtils;

/** The serializer and deserializer that the services' common configuration names, on the shared registry. */
public final class TestCodec {

    private static final String REGISTRY = "carecontact.registry.";

    private final Serializer<Object> serializer;
    private final Deserializer<Object> deserializer;

    private TestCodec() {
        Installation.shared().registerSchemas();
        trustEvents();
        Map<String, String> properties = properties(Installation.shared().registryUrl());
        serializer = instance(serializer());
        deserializer = instance(deserializer());
        serializer.configure(properties, false);
        deserializer.configure(properties, false);
    }

    /** Needs the kernel's configuration and its serializer on the class path. */
    public static TestCodec shared() {
        return Shared.CODEC;
    }

    /** Avro refuses generated classes that nobody vouched for. */
    static void trustEvents() {
        ClassSecurityValidator.setGlobal(
                ClassSecurityValidator.composite(ClassSecurityValidator.DEFAULT, (ClassSecurityPredicate)
                        type -> type.getName().startsWith("org.carecontact.events.")));
    }

    public byte[] encode(String topic, SpecificRecord event) {
        return serializer.serialize(topic, event);
    }

    public SpecificRecord decode(String topic, byte[] bytes) {
        return (SpecificRecord) deserializer.deserialize(topic, bytes);
    }

    /** The class of the serializer. */
    public static String serializer() {
        return defaults().getProperty(REGISTRY + "serializer");
    }

    /** The class of the deserializer. */
    public static String deserializer() {
        return defaults().getProperty(REGISTRY + "deserializer");
    }

    /** What both are configured with, for the registry at this address. */
    public static Map<String, String> properties(String registryUrl) {
        String prefix = REGISTRY + "properties[";
        Properties defaults = defaults();
        Map<String, String> properties = new HashMap<>();
        for (String name : defaults.stringPropertyNames()) {
            if (name.startsWith(prefix)) {
                properties.put(
                        name.substring(prefix.length(), name.length() - 1),
                        defaults.getProperty(name).replace("${carecontact.registry.url}", registryUrl));
            }
        }
        return properties;
    }

    private static Properties defaults() {
        YamlPropertiesFactoryBean yaml = new YamlPropertiesFactoryBean();
        yaml.setResources(new ClassPathResource("carecontact-defaults.yml"));
        return Optional.ofNullable(yaml.getObject()).orElseThrow();
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T> T instance(String name) {
        return (T) BeanUtils.instantiateClass(ClassUtils.resolveClassName(name, null));
    }

    private static final class Shared {
        static final TestCodec CODEC = new TestCodec();
    }
}
