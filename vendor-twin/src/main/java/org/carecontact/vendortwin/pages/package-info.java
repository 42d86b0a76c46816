/** The pages where people play the other side: a telephone per person, a WeCom per member. */
@org.jspecify.annotations.NullMarked
package org.carecontact.vendortwin.pages;
