@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.encounters.domain;
