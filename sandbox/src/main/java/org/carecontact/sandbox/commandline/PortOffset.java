package org.carecontact.sandbox.commandline;

import picocli.CommandLine.Option;

/** The option that moves all ports of an installation. */
public final class PortOffset {

    @Option(names = "--port-offset", defaultValue = "0")
    private int offset;

    /** Returns the number by which the ports are moved. */
    public int value() {
        return WrongUse.within("--port-offset", offset, -1000, 30_000);
    }
}
