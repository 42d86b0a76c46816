package org.carecontact.consent.receipts;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDDocumentNameDictionary;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.rendering.PDFRenderer;
import org.apache.pdfbox.text.PDFTextStripper;
import org.carecontact.consent.forms.domain.FormVersion;
import org.carecontact.consent.forms.domain.Section;
import org.carecontact.consent.receipts.ReceiptProperties.Controller;
import org.carecontact.consent.receipts.ReceiptProperties.Sm2;
import org.carecontact.consent.receipts.domain.Receipt;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ReceiptPageTest {

    private static final ReceiptKeys KEYS = SampleReceipts.bothKeys();
    private static final Receipt RECEIPT = KEYS.sign(SampleReceipts.CONTENT);
    private static final String PAGE_URL = "https://portal.example/receipts";

    @Test
    void c6_the_page_can_be_read_as_text_in_chinese_and_english() throws IOException {
        String text =
                text(page(PAGE_URL).draw(signed(form("default-consent-1.zh"), form("default-service-agreement-1.zh"))));

        assertThat(text)
                .contains("知情同意回执", "Receipt of an informed consent")
                .contains("美颜示范医院", "010-8800 1234", "P000001", "D0001")
                .contains("患者的监护人 a guardian of the patient (MOTHER)")
                .contains("2026-11-23 16:04", "2027-11-23 16:04", "北京时间 Beijing time")
                .contains("有效 in force")
                .contains(RECEIPT.sha256(), ReceiptView.keyId(RECEIPT))
                .contains(KEYS.published().sm2().getFirst().kid());
        // What stands on the foot of each page may stand between two lines of a section.
        String unbroken = text.replaceAll("\\s", "")
                .replaceAll("知情同意回执" + SampleReceipts.CONTENT.request() + "第\\d页，共\\d页page\\dof\\d", "");
        assertThat(unbroken)
                .contains("您可以随时撤回同意，不需要说明理由，立即生效")
                .contains("Youcanwithdrawatanytime,withoutareason")
                .contains(PAGE_URL + "?sha256=" + RECEIPT.sha256());
        for (FormVersion form : List.of(form("default-consent-1.zh"), form("default-service-agreement-1.zh"))) {
            assertThat(unbroken).contains(form.title());
            for (Section section : form.sections()) {
                assertThat(unbroken).as(section.id()).contains(section.text().replaceAll("\\s", ""));
            }
        }
    }

    @Test
    void c6_the_qr_code_holds_the_link_with_the_hash_or_without_a_page_the_hash_alone() throws Exception {
        assertThat(qrCode(page(PAGE_URL).draw(signed(form("default-consent-1.zh")))))
                .isEqualTo(PAGE_URL + "?sha256=" + RECEIPT.sha256());
        assertThat(qrCode(page(PAGE_URL + "?lang=zh").draw(signed(form("default-consent-1.zh")))))
                .isEqualTo(PAGE_URL + "?lang=zh&sha256=" + RECEIPT.sha256());
        for (String none : new @Nullable String[] {null, " "}) {
            byte[] pdf = page(none).draw(signed(form("default-consent-1.zh")));
            assertThat(qrCode(pdf)).isEqualTo(RECEIPT.sha256());
            assertThat(text(pdf)).contains("二维码中是本回执的数字指纹").doesNotContain("http");
        }
    }

    @Test
    void c6_the_receipt_is_attached_word_for_word_and_verifies() throws IOException {
        try (PDDocument document = Loader.loadPDF(page(PAGE_URL).draw(signed(form("default-consent-1.en"))))) {
            String attached = new String(
                    Objects.requireNonNull(new PDDocumentNameDictionary(document.getDocumentCatalog())
                                    .getEmbeddedFiles()
                                    .getNames()
                                    .get("receipt.json"))
                            .getEmbeddedFile()
                            .toByteArray(),
                    StandardCharsets.UTF_8);

            assertThat(attached).isEqualTo(ReceiptView.of(RECEIPT).text());
            assertThat(new ReceiptVerifier(KEYS.published()).isGenuine(attached))
                    .isTrue();
        }
    }

    @Test
    void a_page_says_that_there_is_no_second_signature_and_how_the_consent_ended() throws IOException {
        Receipt alone = SampleReceipts.keys(SampleReceipts.es256Key()).sign(SampleReceipts.CONTENT);

        String text = text(page(null)
                .draw(consent(
                        "WITHDRAWN", Instant.parse("2026-11-24T01:00:00Z"), alone, form("default-consent-1.zh"))));

        assertThat(text).contains("无 none", "已撤回 withdrawn 2026-11-24 09:00");
    }

    @Test
    void a_character_that_the_font_lacks_is_a_box_and_nothing_fails() throws IOException {
        String rare = "龘\ud842\udfb7😀\u0007\tא";
        FormVersion form = version("标题" + rare, List.of(new Section("s", "前" + rare + "后\n第二行" + "长".repeat(900))));

        String text = text(page(null).draw(signed(form))).replaceAll("\\s", "");

        assertThat(text).contains("前□□□□□后第二行", "标题□□□□□");
    }

    @Test
    void the_font_has_every_character_of_gb_2312_and_of_the_words_and_forms_that_come_with_the_product()
            throws IOException {
        CmapLookup glyphs = new TTFParser()
                .parse(new RandomAccessReadBuffer(
                        PageFont.resource("NotoSansSC-Regular-GB2312.ttf").readAllBytes()))
                .getUnicodeCmapLookup();
        StringBuilder all = new StringBuilder();
        for (int row = 0xa1; row <= 0xf7; row++) {
            for (int cell = 0xa1; cell <= 0xfe; cell++) {
                all.append(new String(new byte[] {(byte) row, (byte) cell}, Charset.forName("GB2312")));
            }
        }
        PageWords words = PageWords.read();
        words.zh().values().forEach(all::append);
        words.en().values().forEach(all::append);
        for (String name : List.of(
                "default-consent-1.zh",
                "default-consent-1.en",
                "default-service-agreement-1.zh",
                "default-service-agreement-1.en")) {
            form(name).sections().forEach(section -> all.append(section.text()));
        }

        assertThat(all.codePoints()
                        .filter(c -> c != 0xfffd && glyphs.getGlyphId(c) == 0)
                        .boxed())
                .isEmpty();
        assertThat(words.zh().keySet()).isEqualTo(words.en().keySet());
        try (InputStream licence = PageFont.resource("OFL.txt")) {
            assertThat(new String(licence.readAllBytes(), StandardCharsets.UTF_8))
                    .contains("SIL OPEN FONT LICENSE Version 1.1");
        }
    }

    @Test
    void the_font_is_embedded_with_the_glyphs_in_use_and_words_are_large() throws IOException {
        byte[] pdf = page(PAGE_URL).draw(signed(form("default-consent-1.zh")));

        assertThat(pdf.length).isLessThan(400_000);
        try (PDDocument document = Loader.loadPDF(pdf)) {
            for (PDPage page : document.getPages()) {
                for (COSName name : page.getResources().getFontNames()) {
                    assertThat(page.getResources().getFont(name).isEmbedded()).isTrue();
                }
            }
        }
    }

    // ---- a consent and its page

    private static ReceiptPage page(@Nullable String url) {
        return new ReceiptPage(new ReceiptProperties(
                null,
                List.of(),
                new Sm2(null, List.of()),
                Map.of("meiyan", new Controller("美颜示范医院", "010-8800 1234", null)),
                url));
    }

    private static KeptConsent signed(FormVersion... forms) {
        return consent("SIGNED", null, RECEIPT, forms);
    }

    private static KeptConsent consent(String state, @Nullable Instant endedAt, Receipt receipt, FormVersion... forms) {
        return new KeptConsent(
                "meiyan",
                SampleReceipts.CONTENT.request().toString(),
                "P000001",
                "D0001",
                "GUARDIAN",
                "MOTHER",
                SampleReceipts.CONTENT.signedAt(),
                SampleReceipts.CONTENT.validUntil(),
                state,
                endedAt,
                List.of(forms),
                receipt);
    }

    private static FormVersion form(String name) throws IOException {
        JsonNode form =
                new JsonMapper().readTree(Files.readString(Path.of("src/main/resources/forms/" + name + ".json")));
        List<Section> sections = new ArrayList<>();
        form.path("sections")
                .forEach(section -> sections.add(new Section(
                        section.path("id").asString(), section.path("text").asString())));
        return version(form.path("title").asString(), sections);
    }

    private static FormVersion version(String title, List<Section> sections) {
        return new FormVersion(1, "zh", title, sections, 365, "", null, Instant.EPOCH, Instant.EPOCH, null, null);
    }

    // ---- what a reader finds

    private static String text(byte[] pdf) throws IOException {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document);
        }
    }

    private static String qrCode(byte[] pdf) throws Exception {
        try (PDDocument document = Loader.loadPDF(pdf)) {
            BufferedImage image = new PDFRenderer(document).renderImageWithDPI(document.getNumberOfPages() - 1, 150);
            int[] pixels = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
            return new QRCodeReader()
                    .decode(new BinaryBitmap(
                            new HybridBinarizer(new RGBLuminanceSource(image.getWidth(), image.getHeight(), pixels))))
                    .getText();
        }
    }
}
