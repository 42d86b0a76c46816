package org.carecontact.gateway.soap;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

/** A message of WS/T 846 of a made-up patient; a test bends what it wants bent. */
final class SampleV3 {

    static final String NAME = "欧阳测试";
    static final String MOBILE = "14010000001";
    static final String GUARDIAN = "14011000001";
    /** Of nobody: the check digit is right. */
    static final String CITIZEN = "99010119800229002X";

    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final String template;
    private final Map<String, String> values = new HashMap<>();

    private SampleV3(String template) {
        this.template = template;
    }

    static SampleV3 of(String template) {
        int number = NUMBERS.incrementAndGet();
        SampleV3 sample = new SampleV3(template)
                .set("root", "PRPA_IN400001UV")
                .set("message", "M" + number)
                .set("created", "20261123080000")
                .set("processing", "P")
                .set("sender", "HIS");
        sample.set("patient", "P000001").set("visit", "SV" + number).set("outpatient", "MZ" + number);
        sample.set("class", "1").set("status", "active").set("low", "").set("high", "");
        sample.set("doctor", "D0001").set("department", "cardiology").set("department-name", "心内科");
        sample.set("name", NAME).set("mobile", MOBILE).set("guardian", GUARDIAN).set("born", "19800229");
        return sample.set("citizen", CITIZEN)
                .set("prior", "")
                .set("slot", "SL" + number)
                .set("state", "")
                .set("department-before", "");
    }

    /** An id that no other test has. */
    static String fresh(String prefix) {
        return prefix + NUMBERS.incrementAndGet();
    }

    SampleV3 set(String key, String value) {
        values.put(key, value);
        return this;
    }

    SampleV3 of(String patient, String visit) {
        return set("patient", patient).set("visit", visit);
    }

    SampleV3 at(String created) {
        return set("created", created);
    }

    String messageId() {
        return values.getOrDefault("message", "");
    }

    String text() {
        String text = read();
        for (Map.Entry<String, String> value : values.entrySet()) {
            text = text.replace("{" + value.getKey() + "}", value.getValue());
        }
        return text;
    }

    private String read() {
        try (InputStream in = SampleV3.class.getResourceAsStream("/wst-846/" + template + ".xml")) {
            if (in == null) {
                throw new IllegalArgumentException(template);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
