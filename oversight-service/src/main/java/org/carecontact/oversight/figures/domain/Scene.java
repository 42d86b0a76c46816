package org.carecontact.oversight.figures.domain;

import org.jspecify.annotations.Nullable;

/** Where patient and doctor met, as policy assessed it. */
public enum Scene {
    OUTPATIENT,
    INPATIENT,
    ONLINE,
    NONE,
    /** Policy has not assessed the request yet, or gave a code that is none of these. */
    UNKNOWN;

    public static Scene of(@Nullable String code) {
        for (Scene scene : values()) {
            if (scene.name().equals(code)) {
                return scene;
            }
        }
        return UNKNOWN;
    }
}
