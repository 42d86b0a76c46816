/** The words that all doors and all aggregates share: who said what, and when by the hospital's clock. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.vocabulary.domain;
