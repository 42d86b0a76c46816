@org.jspecify.annotations.NullMarked
package org.carecontact.kernel.yaml;
