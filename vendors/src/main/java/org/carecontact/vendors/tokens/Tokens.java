package org.carecontact.vendors.tokens;

import org.carecontact.vendors.VendorRefused;

/** The tokens of accounts, as clients ask for them. */
public interface Tokens {

    /**
     * Returns a token that is good as far as anybody knows, and fetches one where there is none.
     *
     * @param account names the account and application, as {@code wecom:CORP:AGENT}
     * @throws VendorRefused what the vendor said to the fetch; until soon where the storage does not answer or another
     *     instance takes too long
     */
    AccessToken current(String account, Fetch fetch) throws VendorRefused;

    /**
     * Throws the token away, unless it is another's by now.
     *
     * @throws VendorRefused until soon where the storage does not answer
     */
    void failed(String account, AccessToken token) throws VendorRefused;
}
