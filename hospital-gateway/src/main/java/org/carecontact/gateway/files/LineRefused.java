package org.carecontact.gateway.files;

/** A line that is not taken; says what would be right, in words of our own: nothing of the line is repeated. */
public final class LineRefused extends Exception {

    private static final long serialVersionUID = 1L;

    private final String answer;
    private final String place;

    /**
     * A refusal.
     *
     * @param answer AE when the content is the reason, AR when it is not for this door
     * @param place the column, or the FHIRPath of the element; empty for the whole line
     */
    public LineRefused(String answer, String place, String remedy) {
        super(remedy, null, false, false);
        this.answer = answer;
        this.place = place;
    }

    static LineRefused content(String place, String remedy) {
        return new LineRefused("AE", place, remedy);
    }

    static LineRefused tooLong() {
        return new LineRefused("AR", "", "A line has at most " + TextLines.LONGEST + " bytes");
    }

    public String answer() {
        return answer;
    }

    public String place() {
        return place;
    }

    public String remedy() {
        return String.valueOf(getMessage());
    }
}
