package org.carecontact.consent;

import org.carecontact.request.PublicEdge;

class NosyListener {
    Object edge = new PublicEdge();
}
