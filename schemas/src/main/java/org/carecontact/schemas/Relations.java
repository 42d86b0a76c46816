package org.carecontact.schemas;

import java.util.Set;

/** The relations of family members to patients that carry a meaning of their own. */
public final class Relations {

    /** Relations of those who ask and sign for a minor (Civil Code of the PRC, article 27; PIPL, article 31). */
    public static final Set<String> GUARDIANS = Set.of("PARENT", "FATHER", "MOTHER", "GUARDIAN");

    private Relations() {}
}
