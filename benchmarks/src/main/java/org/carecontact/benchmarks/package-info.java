/** Measures the whole product beside the most that its parts can do on the same machine in the same run. */
@org.jspecify.annotations.NullMarked
package org.carecontact.benchmarks;
