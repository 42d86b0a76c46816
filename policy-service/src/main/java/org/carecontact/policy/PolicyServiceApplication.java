package org.carecontact.policy;

import org.carecontact.kernel.web.Caller;
import org.carecontact.kernel.web.HttpCommand;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;

/** Decides on requests, by policies that are documents. */
@SpringBootApplication
@ConfigurationPropertiesScan
public class PolicyServiceApplication {

    static {
        SpringDocUtils.getConfig().addRequestWrapperToIgnore(Caller.class, HttpCommand.class);
    }

    public static void main(String[] args) {
        SpringApplication.run(PolicyServiceApplication.class, args);
    }
}
