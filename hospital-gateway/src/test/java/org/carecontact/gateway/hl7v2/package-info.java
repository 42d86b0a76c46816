@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.hl7v2;
