package org.carecontact.vendors.tokens;

import org.carecontact.vendors.VendorRefused;

/** Asks the vendor for a token. */
public interface Fetch {

    FreshToken fetch() throws VendorRefused;
}
