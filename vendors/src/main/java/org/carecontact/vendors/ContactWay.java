package org.carecontact.vendors;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * An invitation as WeCom keeps it.
 *
 * @param qrCode the address of the picture; empty where WeCom gives none
 * @param userIds the members it leads to
 * @param temporary whether it is for a temporary session
 * @param chatLasts how long a temporary chat lasts from adding on
 */
public record ContactWay(
        String configId,
        String qrCode,
        String remark,
        String state,
        boolean skipVerify,
        List<String> userIds,
        boolean temporary,
        Optional<Duration> chatLasts) {}
