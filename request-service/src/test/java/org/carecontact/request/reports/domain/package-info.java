@NullMarked
package org.carecontact.request.reports.domain;

import org.jspecify.annotations.NullMarked;
