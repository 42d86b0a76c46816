package org.carecontact.vendors;

/**
 * An invitation that WeCom made.
 *
 * @param configId WeCom's id of it
 * @param qrCode the address of the picture of the QR code
 */
public record Invitation(String configId, String qrCode) {}
