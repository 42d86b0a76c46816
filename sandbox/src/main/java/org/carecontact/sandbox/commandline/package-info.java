/** How the script's commands read their options and report what is wrong. */
@org.jspecify.annotations.NullMarked
package org.carecontact.sandbox.commandline;
