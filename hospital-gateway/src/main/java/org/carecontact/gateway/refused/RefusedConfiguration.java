package org.carecontact.gateway.refused;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads how much is kept. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(RefusedProperties.class)
class RefusedConfiguration {}
