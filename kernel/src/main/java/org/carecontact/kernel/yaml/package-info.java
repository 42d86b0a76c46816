/** Documents that people write: strict YAML whose every mistake has a line, a column and a remedy. */
@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.yaml;
