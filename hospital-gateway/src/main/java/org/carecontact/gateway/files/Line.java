package org.carecontact.gateway.files;

/**
 * One line of a file.
 *
 * @param number from 1; of CSV that of the record, since a cell may have line ends
 * @param bytes of it, with all that is needed to read it alone
 * @param isCut whether it was too long, and only its beginning is here
 */
record Line(long number, byte[] bytes, boolean isCut) {}
