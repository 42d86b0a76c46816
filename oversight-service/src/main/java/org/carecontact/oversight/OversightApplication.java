package org.carecontact.oversight;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** The oversight-service. */
@SpringBootApplication
public class OversightApplication {

    public static void main(String[] args) {
        SpringApplication.run(OversightApplication.class, args);
    }
}
