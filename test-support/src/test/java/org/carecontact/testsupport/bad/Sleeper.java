package org.carecontact.testsupport.bad;

import java.util.concurrent.TimeUnit;

class Sleeper {

    void sleep() throws InterruptedException {
        Thread.sleep(1);
    }

    static class Napper {
        void nap() throws InterruptedException {
            TimeUnit.MILLISECONDS.sleep(1);
        }
    }
}
