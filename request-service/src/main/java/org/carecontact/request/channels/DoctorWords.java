package org.carecontact.request.channels;

import org.carecontact.request.phrases.StrictYaml;
import org.carecontact.request.phrases.Wording;
import org.carecontact.schemas.ids.RequestId;
import org.springframework.core.io.Resource;

/** What is said about channels: to doctors over WeCom, at the end of a session, and beside the QR code. */
final class DoctorWords {

    /** A text card. */
    record Words(String title, String description) {}

    /**
     * The content of {@code channels.yml}.
     *
     * @param conclusion what WeCom tells the patient at the end of a session
     */
    record Texts(
            Words confirm,
            Words delete,
            String conclusion,
            Wording preparing,
            Wording offered,
            Wording offeredToPatient,
            Wording toConfirm,
            Wording letIn,
            Wording live,
            Wording next,
            Wording none) {}

    private final Texts texts;
    private final String page;

    DoctorWords(Resource file, String page) {
        this.texts = StrictYaml.readWhole(file, Texts.class);
        this.page = page;
    }

    Texts texts() {
        return texts;
    }

    /** Asks the doctor whether somebody is the patient. */
    Words confirm() {
        return texts.confirm();
    }

    /** Asks the doctor to delete a contact. */
    Words delete() {
        return texts.delete();
    }

    String conclusion() {
        return texts.conclusion();
    }

    String page(RequestId request) {
        return page.replace("{request}", request.toString());
    }
}
