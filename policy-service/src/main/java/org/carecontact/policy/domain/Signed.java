package org.carecontact.policy.domain;

import java.util.List;

/**
 * What was signed.
 *
 * @param sequence number of the consent's event, so that a later withdrawal is recognised
 */
public record Signed(long sequence, Signer signer, List<Paper> papers) {}
