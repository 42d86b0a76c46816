/** Knows which numbers of patients a hospital has merged, and which one remains. */
@NullMarked
package org.carecontact.request.patients;

import org.jspecify.annotations.NullMarked;
