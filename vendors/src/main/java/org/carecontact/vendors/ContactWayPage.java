package org.carecontact.vendors;

import java.util.List;

/**
 * A page of invitations.
 *
 * @param next the cursor of the next page; empty on the last one
 */
public record ContactWayPage(List<String> configIds, String next) {}
