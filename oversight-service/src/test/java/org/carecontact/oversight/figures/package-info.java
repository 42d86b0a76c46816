@org.jspecify.annotations.NullMarked
package org.carecontact.oversight.figures;
