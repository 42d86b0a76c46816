package org.carecontact.kernel.web.door;

import org.carecontact.kernel.web.ProblemAnswers;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextConfiguration;
import org.springframework.boot.actuate.autoconfigure.web.ManagementContextType;
import org.springframework.context.annotation.Bean;

/** The same door for the management port, which has a Tomcat of its own. */
@ManagementContextConfiguration(value = ManagementContextType.CHILD, proxyBeanMethods = false)
class ManagementDoor {

    @Bean
    DoorCustomizer managementDoorCustomizer(ProblemAnswers problems) {
        return new DoorCustomizer(problems);
    }
}
