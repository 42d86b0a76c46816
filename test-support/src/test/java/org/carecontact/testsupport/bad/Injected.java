package org.carecontact.testsupport.bad;

import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Autowired;

class Injected {

    @Autowired
    @Nullable
    Object field;
}
