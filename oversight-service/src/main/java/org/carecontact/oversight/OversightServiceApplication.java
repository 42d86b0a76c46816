package org.carecontact.oversight;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;

/** Keeps the ledger, tells cases as timelines and counts outcomes. */
@SpringBootApplication
public class OversightServiceApplication {

    public static void main(String[] args) {
        SpringApplication.run(OversightServiceApplication.class, args);
    }
}
