/** What a hospital's messages mean to one visit. */
@org.jspecify.annotations.NullMarked
package org.carecontact.gateway.domain;
