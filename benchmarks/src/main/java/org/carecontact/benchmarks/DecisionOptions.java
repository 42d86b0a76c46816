package org.carecontact.benchmarks;

import org.carecontact.sandbox.commandline.PortOffset;
import org.carecontact.sandbox.commandline.WrongUse;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The options of {@code bench --decisions}, which two programs in a row read. */
final class DecisionOptions {

    @Option(names = "--decisions", required = true)
    @SuppressWarnings("UnusedVariable") // Chosen by the script; both programs only have to accept it.
    private boolean decisions;

    @Option(names = "--cases", defaultValue = "100000")
    private int cases;

    @Mixin
    private final PortOffset portOffset = new PortOffset();

    int cases() {
        return WrongUse.within("--cases", cases, 1_000, 1_000_000);
    }

    int portOffset() {
        return portOffset.value();
    }
}
