/** Reads the options of the script's commands and reports mistakes. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.commandline;
