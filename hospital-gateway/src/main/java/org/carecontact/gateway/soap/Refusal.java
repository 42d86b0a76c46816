package org.carecontact.gateway.soap;

/** A message that is not taken in as it is: AE when its content is the reason, AR when it is not for this door. */
final class Refusal extends Exception {

    private static final long serialVersionUID = 1L;

    private final String answer;
    private final transient Detail detail;

    private Refusal(String answer, Detail detail) {
        super(detail.code(), null, false, false);
        this.answer = answer;
        this.detail = detail;
    }

    /** AE: a person has to look at the content. */
    static Refusal ofContent(String code, String place, String chinese, String english) {
        return new Refusal("AE", new Detail(code, place, chinese, english));
    }

    /** AR: of a kind, form or size that this door does not take. */
    static Refusal ofKind(String code, String place, String chinese, String english) {
        return new Refusal("AR", new Detail(code, place, chinese, english));
    }

    String answer() {
        return answer;
    }

    Detail detail() {
        return detail;
    }
}
