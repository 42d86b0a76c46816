package org.carecontact.request;

import org.carecontact.request.pairs.domain.Pure;

class HiddenEdge {
    String say(Pure pure) {
        return Pure.say(pure);
    }
}
