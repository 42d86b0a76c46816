/** Keeps web pages away from what listens on this machine's own address. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.loopback;
