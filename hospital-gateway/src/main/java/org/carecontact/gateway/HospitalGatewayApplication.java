package org.carecontact.gateway;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Takes HL7 v2 messages over MLLP and publishes hospital events. */
@SpringBootApplication
public class HospitalGatewayApplication {

    public static void main(String[] args) {
        SpringApplication.run(HospitalGatewayApplication.class, args);
    }
}
