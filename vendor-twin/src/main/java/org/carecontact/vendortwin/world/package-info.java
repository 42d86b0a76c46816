/** What exists at every vendor: time, people with a phone each, and what they received. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.world;
