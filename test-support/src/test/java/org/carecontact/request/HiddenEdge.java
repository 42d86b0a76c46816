package org.carecontact.request;

import org.carecontact.request.domain.Pure;

class HiddenEdge {
    String say(Pure pure) {
        return Pure.say(pure);
    }
}
