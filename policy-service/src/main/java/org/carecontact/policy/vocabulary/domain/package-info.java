/** The words that policy documents, facts and decisions share. */
@org.jspecify.annotations.NullMarked
package org.carecontact.policy.vocabulary.domain;
