/** Folds events into outcomes: rules only. */
@org.jspecify.annotations.NullMarked
package org.carecontact.oversight.figures.domain;
