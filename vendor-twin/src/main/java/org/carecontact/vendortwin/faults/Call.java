package org.carecontact.vendortwin.faults;

import java.util.Collection;
import org.carecontact.vendortwin.world.Vendor;

/**
 * What a request asks of a vendor.
 *
 * @param name the vendor's name of the call, as SendSms or externalcontact/get
 * @param account access key, company or application; empty if the request doesn't say
 * @param whom numbers, users or openids that it concerns
 * @param key the caller's own key; empty for none
 */
public record Call(Vendor vendor, String name, String account, Collection<String> whom, String key) {}
