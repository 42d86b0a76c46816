package org.carecontact.request.channels;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.carecontact.request.channels.domain.Pace;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How contacts over WeCom are kept.
 *
 * @param wecom the accounts, by hospital; a hospital without one shows its own link
 * @param page where people confirm and read; {request} stands for the request
 * @param session the longest time of a session, at most 14 days
 * @param lead how long before its end the next one is offered
 * @param unknownAfter a call without a result counts as unknown then
 * @param look how often the vendor is asked whether a doctor did a task
 * @param escalate a doctor's task that is older is told to the supervisor
 * @param watch how long a closed channel is still compared with what the vendor has
 * @param settle what is younger than this is not yet missed in the vendor's list
 * @param reconcile how often the vendor is compared with ours; zero for never
 * @param callsAtOnce calls to the vendor under way
 */
@ConfigurationProperties("carecontact.channels")
record ChannelsProperties(
        @DefaultValue Map<String, WeComOfHospital> wecom,

        @DefaultValue("http://127.0.0.1:8108/contacts/{request}")
        String page,

        @DefaultValue("P14D") Duration session,
        @DefaultValue("P2D") Duration lead,
        @DefaultValue("1s") Duration firstBackOff,
        @DefaultValue("10m") Duration longestBackOff,
        @DefaultValue("30s") Duration unknownAfter,
        @DefaultValue("1h") Duration look,
        @DefaultValue("P3D") Duration escalate,
        @DefaultValue("P30D") Duration watch,
        @DefaultValue("2m") Duration settle,
        @DefaultValue("1h") Duration reconcile,
        @DefaultValue("16") int callsAtOnce) {

    ChannelsProperties {
        if (session.compareTo(Duration.ofDays(14)) > 0 || lead.compareTo(session) >= 0) {
            throw new IllegalArgumentException(
                    "carecontact.channels.session is at most 14 days, and carecontact.channels.lead is shorter");
        }
    }

    /**
     * A hospital's own application at WeCom.
     *
     * @param user the doctor's id in WeCom; {doctor} stands for the hospital's own id of the doctor
     * @param medical whether temporary sessions are tried, which WeCom gives to enterprises of the medical trade only;
     *     a hospital that is refused them gets lasting invitations
     * @param callbackPath the last part of the callback's address, a secret; null without callbacks
     * @param callbackToken of the callback, from WeCom's console
     * @param callbackKey the EncodingAESKey of the callback
     */
    record WeComOfHospital(
            @DefaultValue("https://qyapi.weixin.qq.com") URI api,
            String corpId,
            int agentId,
            String secret,
            @DefaultValue("{doctor}") String user,
            @DefaultValue("true") boolean medical,
            @Nullable String callbackPath,
            @Nullable String callbackToken,
            @Nullable String callbackKey) {

        private static final int SHORTEST_PATH = 24; // longer than what the security log shows of a path

        WeComOfHospital {
            if (callbackPath != null && !callbackPath.matches("[A-Za-z0-9_-]{" + SHORTEST_PATH + ",128}")) {
                throw new IllegalArgumentException(
                        "callback-path has at least " + SHORTEST_PATH + " letters, digits, - or _");
            }
        }

        /** Leaves out the secrets. */
        @Override
        public String toString() {
            return "WeComOfHospital[" + api + ", " + corpId + ", " + agentId + "]";
        }
    }

    Pace pace() {
        return new Pace(session, lead, firstBackOff, longestBackOff, unknownAfter, look, escalate);
    }
}
