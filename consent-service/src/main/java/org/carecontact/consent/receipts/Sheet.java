package org.carecontact.consent.receipts;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.EncodeHintType;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import com.google.zxing.qrcode.QRCodeWriter;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import java.awt.Color;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.PDPageContentStream.AppendMode;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.graphics.state.RenderingMode;

/** Lays text out from the top down, over as many A4 pages as it takes. */
final class Sheet implements AutoCloseable {

    private static final float MARGIN = 56;
    private static final float WIDTH = PDRectangle.A4.getWidth() - 2 * MARGIN;
    private static final float LEADING = 1.5f;
    private static final float LABEL = 12;
    private static final Color RULE = new Color(0x2f, 0x6f, 0x8f);

    private final PDDocument document;
    private final PageFont font;
    private PDPageContentStream content;
    private float y;

    Sheet(PDDocument document) throws IOException {
        this.document = document;
        this.font = PageFont.in(document);
        this.content = newPage();
    }

    /** Writes a line as a title or heading, with a rule under it, and keeps it with what follows. */
    void heading(String text, float size) throws IOException {
        space(size * 0.9f);
        keep(size * 5);
        for (String line : lines(text, size)) {
            line(line, size, true);
        }
        content.setStrokingColor(RULE);
        content.setLineWidth(1);
        content.moveTo(MARGIN, y - 2);
        content.lineTo(MARGIN + WIDTH, y - 2);
        content.stroke();
        space(10);
    }

    void paragraph(String text, float size) throws IOException {
        for (String part : text.split("\\R", -1)) {
            for (String line : lines(part, size)) {
                keep(size * LEADING);
                line(line, size, false);
            }
        }
        space(size * 0.4f);
    }

    /** Writes what something is, small, and under it the thing itself. */
    void fact(String label, String value, float size) throws IOException {
        keep(size * 3.2f);
        for (String line : lines(label, LABEL)) {
            line(line, LABEL, false);
        }
        for (String line : lines(value, size)) {
            keep(size * LEADING);
            line(line, size, size > LABEL);
        }
        space(size * 0.4f);
    }

    void qrCode(String text, float size) throws IOException {
        keep(size + 8);
        BitMatrix dots;
        try {
            dots = new QRCodeWriter()
                    .encode(
                            text,
                            BarcodeFormat.QR_CODE,
                            0,
                            0,
                            Map.of(EncodeHintType.MARGIN, 4, EncodeHintType.ERROR_CORRECTION, ErrorCorrectionLevel.M));
        } catch (WriterException e) {
            throw new IllegalArgumentException("the text is too long for a QR code", e);
        }
        float dot = size / dots.getWidth();
        content.setNonStrokingColor(Color.BLACK);
        for (int row = 0; row < dots.getHeight(); row++) {
            for (int column = 0; column < dots.getWidth(); column++) {
                if (dots.get(column, row)) {
                    content.addRect(MARGIN + column * dot, y - (row + 1) * dot, dot, dot);
                }
            }
        }
        content.fill();
        space(size + 8);
    }

    void space(float height) {
        y -= height;
    }

    /** Begins a new page unless this much room is left. */
    void keep(float height) throws IOException {
        if (y - height < MARGIN) {
            content.close();
            content = newPage();
        }
    }

    /** Ends the last page and writes the same line at the foot of each, with its number. */
    void foot(String text, String numbering) throws IOException {
        content.close();
        int pages = document.getNumberOfPages();
        for (int i = 0; i < pages; i++) {
            content = new PDPageContentStream(document, document.getPage(i), AppendMode.APPEND, true, true);
            y = MARGIN - 8;
            line(font.drawable(text + "   " + numbering.formatted(i + 1, pages, i + 1, pages)), 10, false);
            content.close();
        }
    }

    @Override
    public void close() throws IOException {
        content.close();
    }

    private PDPageContentStream newPage() throws IOException {
        PDPage page = new PDPage(PDRectangle.A4);
        document.addPage(page);
        y = PDRectangle.A4.getHeight() - MARGIN;
        return new PDPageContentStream(document, page);
    }

    private void line(String drawable, float size, boolean strong) throws IOException {
        y -= size * LEADING;
        content.beginText();
        content.setFont(font.font(), size);
        content.setNonStrokingColor(Color.BLACK);
        content.setStrokingColor(Color.BLACK);
        // The font has one weight: a thin stroke around the letters is the other.
        content.setRenderingMode(strong ? RenderingMode.FILL_STROKE : RenderingMode.FILL);
        content.setLineWidth(size / 45);
        content.newLineAtOffset(MARGIN, y + size * 0.35f);
        content.showText(drawable);
        content.endText();
    }

    private List<String> lines(String text, float size) {
        return Lines.of(font.drawable(text), part -> font.width(part, size), WIDTH);
    }
}
