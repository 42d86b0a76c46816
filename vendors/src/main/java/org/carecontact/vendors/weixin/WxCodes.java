package org.carecontact.vendors.weixin;

import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.calls.Windows;

/** Says what a vendor's errcode means. */
public interface WxCodes {

    /**
     * Returns what follows from a code.
     *
     * @param code never 0
     */
    Outcome.NotAccepted outcome(int code, Windows windows);
}
