package org.carecontact.vendors.aliyun;

import com.aliyun.dysmsapi20170525.Client;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsRequest;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsResponseBody;
import com.aliyun.dysmsapi20170525.models.QuerySendDetailsResponseBody.QuerySendDetailsResponseBodySmsSendDetailDTOsSmsSendDetailDTO;
import com.aliyun.dysmsapi20170525.models.SendSmsRequest;
import com.aliyun.dysmsapi20170525.models.SendSmsResponseBody;
import com.aliyun.tea.TeaException;
import com.aliyun.tea.okhttp.ClientHelper;
import com.aliyun.teaopenapi.models.Config;
import com.aliyun.teautil.models.RuntimeOptions;
import com.google.gson.JsonObject;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.carecontact.vendors.AliyunAccount;
import org.carecontact.vendors.Outcome;
import org.carecontact.vendors.Settled;
import org.carecontact.vendors.Sms;
import org.carecontact.vendors.SmsClient;
import org.carecontact.vendors.calls.NothingSent;
import org.carecontact.vendors.calls.OneSend;
import org.carecontact.vendors.calls.QuietLogs;
import org.carecontact.vendors.calls.Windows;

/** Sends text messages by Alibaba Cloud (dysmsapi 2017-05-25); the key of a message is its OutId. */
public final class AliyunSms implements SmsClient {

    private static final int PAGE = 50;
    private static final int MOST_PAGES = 20;
    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(5);

    private final Client client;
    private final RuntimeOptions once = new RuntimeOptions().setAutoretry(false);
    private final Duration settleAfter;
    private final Clock clock;
    private final Windows windows;

    public AliyunSms(AliyunAccount account, Clock clock) {
        QuietLogs.install();
        this.client = client(account);
        this.settleAfter = account.settleAfter();
        this.clock = clock;
        this.windows = new Windows(clock);
    }

    private static Client client(AliyunAccount account) {
        int connect = Math.toIntExact(account.connectTimeout().toMillis());
        int read = Math.toIntExact(account.readTimeout().toMillis());
        // The SDK looks for its HTTP client under this key before it makes one of its own, which sends twice.
        String host = account.endpoint().getHost() + ":" + account.endpoint().getPort();
        ClientHelper.clients.put(
                host + ":" + connect + ":" + read, OneSend.client(account.connectTimeout(), account.readTimeout()));
        try {
            return new Client(new Config()
                    .setAccessKeyId(account.accessKeyId())
                    .setAccessKeySecret(account.accessKeySecret())
                    .setEndpoint(account.endpoint().getRawAuthority())
                    .setProtocol(account.endpoint().getScheme())
                    .setConnectTimeout(connect)
                    .setReadTimeout(read)
                    .setMaxIdleConns(0));
        } catch (Exception _) {
            throw new IllegalArgumentException("the Aliyun account is refused by its SDK"); // the text may hold keys
        }
    }

    @Override
    public Outcome send(Sms sms) {
        JsonObject parameters = new JsonObject();
        sms.parameters().forEach(parameters::addProperty);
        SendSmsRequest request = new SendSmsRequest()
                .setPhoneNumbers(sms.to().national())
                .setSignName(sms.signName())
                .setTemplateCode(sms.template())
                .setTemplateParam(parameters.toString())
                .setOutId(sms.key());
        try {
            @SuppressWarnings("NullAway") // the SDK says nothing about null: an empty answer has no body
            Optional<SendSmsResponseBody> body =
                    Optional.ofNullable(client.sendSmsWithOptions(request, once).getBody());
            String code = body.map(SendSmsResponseBody::getCode).orElse("");
            if (code.equals("OK")) {
                return new Outcome.Accepted(
                        body.map(SendSmsResponseBody::getBizId).orElse(""));
            }
            String text = body.map(SendSmsResponseBody::getMessage).orElse("");
            return AliyunCodes.outcome(code, text, windows);
        } catch (TeaException e) {
            return AliyunCodes.gateway(e, windows);
        } catch (Exception e) {
            return NothingSent.isProvenBy(e)
                    ? new Outcome.RefusedUntil(windows.soon(), "unreachable")
                    : new Outcome.Unknown("no-answer");
        }
    }

    /** Looks for the key among what was sent to the number on the days in question, in China's calendar. */
    @Override
    public Settled settle(Sms sms, Instant sentAt) {
        List<Settled> found = new ArrayList<>();
        List<LocalDate> days = Stream.of(sentAt.minus(CLOCKS_DIFFER), sentAt, sentAt.plus(CLOCKS_DIFFER))
                .map(Windows::day)
                .distinct()
                .toList();
        try {
            for (LocalDate day : days) {
                if (!find(sms, day, found)) {
                    return Settled.OPEN;
                }
            }
        } catch (Exception _) {
            return Settled.OPEN;
        }
        if (found.isEmpty()) {
            return clock.instant().isBefore(sentAt.plus(settleAfter)) ? Settled.OPEN : Settled.NOT_SENT;
        }
        return Stream.of(Settled.DELIVERED, Settled.OPEN, Settled.FAILED)
                .filter(found::contains)
                .findFirst()
                .orElse(Settled.OPEN);
    }

    /** Adds the states of the messages with the key; false where the vendor did not tell all. */
    private boolean find(Sms sms, LocalDate day, List<Settled> found) throws Exception {
        for (long page = 1; page <= MOST_PAGES; page++) {
            QuerySendDetailsRequest request = new QuerySendDetailsRequest()
                    .setPhoneNumber(sms.to().national())
                    .setSendDate(day.format(DateTimeFormatter.BASIC_ISO_DATE))
                    .setPageSize((long) PAGE)
                    .setCurrentPage(page);
            QuerySendDetailsResponseBody body =
                    client.querySendDetailsWithOptions(request, once).getBody();
            if (body == null || !"OK".equals(body.getCode()) || body.getTotalCount() == null) {
                return false;
            }
            List<QuerySendDetailsResponseBodySmsSendDetailDTOsSmsSendDetailDTO> details = details(body);
            details.stream()
                    .filter(detail -> sms.key().equals(detail.getOutId()))
                    .map(detail -> state(detail.getSendStatus()))
                    .forEach(found::add);
            if (page * PAGE >= Long.parseLong(body.getTotalCount())) {
                return true;
            }
        }
        return false;
    }

    private static List<QuerySendDetailsResponseBodySmsSendDetailDTOsSmsSendDetailDTO> details(
            QuerySendDetailsResponseBody body) {
        return body.getSmsSendDetailDTOs() == null
                ? List.of()
                : Objects.requireNonNullElse(body.getSmsSendDetailDTOs().getSmsSendDetailDTO(), List.of());
    }

    /** 1 waits for the carrier's receipt, 2 failed, 3 was delivered. */
    private static Settled state(Long status) {
        return switch (Objects.requireNonNullElse(status, 1L).intValue()) {
            case 2 -> Settled.FAILED;
            case 3 -> Settled.DELIVERED;
            default -> Settled.OPEN;
        };
    }
}
