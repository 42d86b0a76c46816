package org.carecontact.consent.receipts;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.Properties;

/** The words of the page, in Chinese and English. */
record PageWords(Properties zh, Properties en) {

    static PageWords read() {
        return new PageWords(read("zh"), read("en"));
    }

    private static Properties read(String language) {
        Properties words = new Properties();
        try (InputStream in = PageFont.resource("words." + language + ".properties")) {
            words.load(new InputStreamReader(in, StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return words;
    }

    String zh(String key) {
        return Objects.requireNonNull(zh.getProperty(key), key);
    }

    String en(String key) {
        return Objects.requireNonNull(en.getProperty(key), key);
    }

    String both(String key) {
        return zh(key) + " " + en(key);
    }
}
