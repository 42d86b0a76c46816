/** Takes what all doors understood, whatever protocol it came by; returns when it is durable. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.intake;
