package org.carecontact.gateway.mllp;

import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Configuration;

/** Reads the limits of MLLP ports. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(MllpProperties.class)
class MllpConfiguration {}
