package org.carecontact.consent.receipts;

import java.io.IOException;
import java.io.InputStream;
import java.util.Objects;
import org.apache.fontbox.ttf.CmapLookup;
import org.apache.fontbox.ttf.TTFParser;
import org.apache.fontbox.ttf.TrueTypeFont;
import org.apache.pdfbox.io.RandomAccessReadBuffer;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.font.PDFont;
import org.apache.pdfbox.pdmodel.font.PDType0Font;

/** Noto Sans SC with the characters of GB 2312, embedded with the glyphs that a document uses. */
final class PageFont {

    private static final String FILE = "NotoSansSC-Regular-GB2312.ttf";
    private static final int MISSING = 0x25a1; // □

    private final CmapLookup glyphs;
    private final PDFont font;

    private PageFont(CmapLookup glyphs, PDFont font) {
        this.glyphs = glyphs;
        this.font = font;
    }

    static PageFont in(PDDocument document) throws IOException {
        try (InputStream in = resource(FILE)) {
            TrueTypeFont font = new TTFParser().parse(new RandomAccessReadBuffer(in.readAllBytes()));
            return new PageFont(font.getUnicodeCmapLookup(), PDType0Font.load(document, font, true));
        }
    }

    static InputStream resource(String name) {
        return Objects.requireNonNull(PageFont.class.getResourceAsStream("/receipt-page/" + name), name);
    }

    PDFont font() {
        return font;
    }

    /** Returns the text with □ for each character that the font lacks. */
    String drawable(String text) {
        StringBuilder drawable = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isWhitespace(c) ? ' ' : c)
                .forEach(c -> drawable.appendCodePoint(glyphs.getGlyphId(c) == 0 ? MISSING : c));
        return drawable.toString();
    }

    /** Returns the width of a drawable text in points. */
    float width(String drawable, float size) {
        try {
            return font.getStringWidth(drawable) / 1000 * size;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
