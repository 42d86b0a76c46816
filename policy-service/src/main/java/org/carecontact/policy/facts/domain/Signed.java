package org.carecontact.policy.facts.domain;

import java.util.List;
import org.carecontact.policy.vocabulary.domain.Paper;
import org.carecontact.policy.vocabulary.domain.Signer;

/**
 * What was signed.
 *
 * @param sequence number of the consent's event, so that a later withdrawal is recognised
 */
public record Signed(long sequence, Signer signer, List<Paper> papers) {}
