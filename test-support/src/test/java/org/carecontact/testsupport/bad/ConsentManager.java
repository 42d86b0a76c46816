package org.carecontact.testsupport.bad;

class ConsentManager {

    record ConsentDto(String text) {}

    /** A good name. */
    record Manageress(String name) {}
}
