package org.carecontact.consent.receipts;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Map;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentCatalog;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDEmbeddedFilesNameTreeNode;
import org.apache.pdfbox.pdmodel.common.filespecification.PDComplexFileSpecification;
import org.apache.pdfbox.pdmodel.common.filespecification.PDEmbeddedFile;
import org.apache.pdfbox.pdmodel.interactive.viewerpreferences.PDViewerPreferences;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.consent.forms.domain.Section;
import org.carecontact.consent.receipts.ReceiptProperties.Controller;
import org.carecontact.consent.receipts.domain.Sm2Signature;
import org.jspecify.annotations.Nullable;
import org.springframework.web.util.UriComponentsBuilder;

/** Draws a receipt as PDF, for a patient to keep; the receipt itself is attached, so that the file proves it alone. */
public final class ReceiptPage {

    private static final float BODY = 14;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm").withZone(ZoneId.of("Asia/Shanghai"));

    private final PageWords words = PageWords.read();
    private final ReceiptProperties properties;

    ReceiptPage(ReceiptProperties properties) {
        this.properties = properties;
    }

    /** Returns the PDF. */
    public byte[] draw(KeptConsent consent) {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            describe(document);
            try (Sheet sheet = new Sheet(document)) {
                write(consent, sheet);
            }
            attach(document, ReceiptView.of(consent.receipt()).text());
            document.save(out);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(KeptConsent consent, Sheet sheet) throws IOException {
        sheet.heading(words.zh("title"), 26);
        sheet.paragraph(words.en("title"), 16);
        Controller hospital = properties.controller(consent.hospital());
        fact(sheet, "hospital", hospital.name() == null ? consent.hospital() : hospital.name());
        if (hospital.contact() != null) {
            fact(sheet, "contact", hospital.contact());
        }
        fact(sheet, "patient", consent.patient());
        fact(sheet, "doctor", consent.doctor());
        fact(sheet, "request", consent.request());
        String relation = consent.relation() == null ? "" : " (" + consent.relation() + ")";
        fact(sheet, "signer", words.both("signer." + consent.signer()) + relation);
        fact(sheet, "signedAt", time(consent.signedAt()));
        fact(sheet, "validUntil", time(consent.validUntil()));
        String ended = consent.endedAt() == null ? "" : " " + time(consent.endedAt());
        fact(sheet, "state", words.both("state." + consent.state()) + ended);
        section(sheet, "purpose");
        section(sheet, "withdrawal");
        section(sheet, "agreed");
        for (FormVersion form : consent.forms()) {
            sheet.heading(form.title(), 16);
            for (Section section : form.sections()) {
                sheet.paragraph(section.text(), BODY);
            }
        }
        verification(consent, sheet);
        sheet.foot(words.zh("title") + " " + consent.request(), words.zh("page") + "   " + words.en("page"));
    }

    private void verification(KeptConsent consent, Sheet sheet) throws IOException {
        String sha256 = consent.receipt().sha256();
        String link = link(sha256);
        sheet.keep(430);
        section(sheet, "verification");
        sheet.qrCode(link == null ? sha256 : link, 150);
        String qr = link == null ? "verification.hash" : "verification.link";
        sheet.paragraph(words.zh(qr) + " " + words.en(qr), BODY);
        if (link != null) {
            sheet.paragraph(link, 12);
        }
        small(sheet, "sha256", sha256);
        small(sheet, "es256", ReceiptView.keyId(consent.receipt()));
        Sm2Signature sm2 = consent.receipt().sm2();
        small(sheet, "sm2", sm2 == null ? words.both("none") : sm2.kid());
    }

    private @Nullable String link(String sha256) {
        String page = properties.verifyUrl();
        return page == null || page.isBlank()
                ? null
                : UriComponentsBuilder.fromUriString(page)
                        .queryParam("sha256", sha256)
                        .toUriString();
    }

    private void section(Sheet sheet, String key) throws IOException {
        sheet.heading(words.both(key), 18);
        sheet.paragraph(words.zh(key + ".text"), BODY);
        sheet.paragraph(words.en(key + ".text"), BODY);
    }

    private void fact(Sheet sheet, String key, String value) throws IOException {
        sheet.fact(words.both(key), value, BODY + 1);
    }

    private void small(Sheet sheet, String key, String value) throws IOException {
        sheet.fact(words.both(key), value, 12);
    }

    private static String time(Instant at) {
        return TIME.format(at) + " （北京时间 Beijing time）";
    }

    private void describe(PDDocument document) {
        document.getDocumentInformation().setTitle(words.both("title"));
        PDDocumentCatalog catalog = document.getDocumentCatalog();
        catalog.setLanguage("zh-CN");
        PDViewerPreferences preferences = new PDViewerPreferences(new COSDictionary());
        preferences.setDisplayDocTitle(true);
        catalog.setViewerPreferences(preferences);
    }

    private static void attach(PDDocument document, String receipt) throws IOException {
        byte[] text = receipt.getBytes(StandardCharsets.US_ASCII);
        PDEmbeddedFile embedded = new PDEmbeddedFile(document, new ByteArrayInputStream(text));
        embedded.setSubtype("application/json");
        embedded.setSize(text.length);
        PDComplexFileSpecification file = new PDComplexFileSpecification();
        file.setFile("receipt.json");
        file.setFileUnicode("receipt.json");
        file.setEmbeddedFile(embedded);
        PDEmbeddedFilesNameTreeNode names = new PDEmbeddedFilesNameTreeNode();
        names.setNames(Map.of("receipt.json", file));
        PDDocumentNameDictionary dictionary = new PDDocumentNameDictionary(document.getDocumentCatalog());
        dictionary.setEmbeddedFiles(names);
        document.getDocumentCatalog().setNames(dictionary);
    }
}
