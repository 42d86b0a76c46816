/** What the whole costs, beside what its parts can do at most on the same machine in the same run. */
@org.jspecify.annotations.NullMarked
package org.carecontact.benchmarks;
