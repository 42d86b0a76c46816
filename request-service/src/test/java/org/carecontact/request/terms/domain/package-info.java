@org.jspecify.annotations.NullMarked
package org.carecontact.request.terms.domain;
