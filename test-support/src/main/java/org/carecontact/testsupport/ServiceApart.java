package org.carecontact.testsupport;

import java.io.PrintStream;
import java.util.Arrays;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.util.ClassUtils;

/** The main class of a service in a {@link ChildJvm}: the application's name, then its settings. */
final class ServiceApart {

    private ServiceApart() {}

    public static void main(String[] arguments) {
        PrintStream parent = System.out;
        System.setOut(System.err); // the parent reads no further than the word it waits for
        new SpringApplicationBuilder(ClassUtils.resolveClassName(arguments[0], null))
                .run(Arrays.copyOfRange(arguments, 1, arguments.length));
        parent.println("ready");
    }
}
