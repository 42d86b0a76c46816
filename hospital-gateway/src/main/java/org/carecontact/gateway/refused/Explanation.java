package org.carecontact.gateway.refused;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Why a message was refused, or what it waits for, in words.
 *
 * @param what kind of refusal it is
 * @param where in the message
 * @param remedy what the message would have to say
 * @param dialect what the feed's file could say instead; null when no file helps
 */
record Explanation(
        Words what, Words where, String remedy, @Nullable Words dialect) {

    /** In English and Chinese. */
    record Words(String en, String zh) {}

    private static final Words KIND = new Words(
            "AR: as it is, it is not for this feed. Sent again unchanged, it gets the same answer.",
            "AR：该消息不适用于本接入，原样重发仍会得到相同应答。");
    private static final Words CONTENT =
            new Words("Its content is the reason; a person has to look at it.", "原因在于消息内容，需要人工查看。");
    private static final Words WAITING = new Words(
            "It was accepted, and takes effect by itself when what it refers to comes.", "已接受，所引用的资源到达后自动生效。");
    private static final Words CUT =
            new Words("It was too large. Only its beginning is kept, and it can't be replayed.", "消息过大，仅保留开头部分，无法重放。");

    private static final Map<String, Words> PLACES = Map.ofEntries(
            Map.entry("MSH", new Words("the message's header", "消息头")),
            Map.entry("MSH-2", new Words("the delimiters", "分隔符")),
            Map.entry("MSH-4", new Words("the sending facility", "发送机构")),
            Map.entry("MSH-9", new Words("the message's type and event", "消息类型与事件")),
            Map.entry("MSH-10", new Words("the control id", "消息控制号")),
            Map.entry("MSH-11", new Words("the processing id", "处理方式")),
            Map.entry("MSH-12", new Words("the version of HL7", "HL7 版本")),
            Map.entry("MSH-18", new Words("the character set", "字符集")),
            Map.entry("EVN-2", new Words("when it was recorded", "记录时间")),
            Map.entry("PID-3", new Words("the patient's id", "患者标识")),
            Map.entry("PV1-19", new Words("the visit's number", "就诊号")),
            Map.entry("MRG-1", new Words("the id that is merged", "被合并的患者标识")),
            Map.entry("MRG-5", new Words("the visit number before", "原就诊号")));

    private static final Words IDENTIFIERS = new Words(
            "patient: {types: [PI, MR], authorities: [HIS]} says which identifier is the patient's.",
            "patient: {types: [PI, MR], authorities: [HIS]} 指明哪个标识是患者标识。");
    private static final Map<String, Words> DIALECTS = Map.ofEntries(
            Map.entry(
                    "MSH-4",
                    new Words("facilities: [NAME] says who may send, or any.", "facilities: [名称] 指明允许的发送机构，或 any。")),
            Map.entry(
                    "MSH-9",
                    new Words(
                            "other-events: acknowledge takes what nothing here needs; not-used: [A05] names single events.",
                            "other-events: acknowledge 接受此处不需要的事件；not-used: [A05] 指明单个事件。")),
            Map.entry("MSH-11", new Words("processing: [P, D] says which are taken.", "processing: [P, D] 指明接受的处理方式。")),
            Map.entry(
                    "MSH-12",
                    new Words("versions: any, or a list as [2.3.1, 2.4].", "versions: any，或列表如 [2.3.1, 2.4]。")),
            Map.entry(
                    "MSH-18",
                    new Words(
                            "charset: GB18030 is for messages without MSH-18; charsets: {NAME: GB18030} for names of its own.",
                            "charset: GB18030 用于没有 MSH-18 的消息；charsets: {名称: GB18030} 用于自定义名称。")),
            Map.entry("PID-3", IDENTIFIERS),
            Map.entry("MRG-1", IDENTIFIERS),
            Map.entry(
                    "PV1-19",
                    new Words(
                            "visit-numbers: per-patient, where each patient's visits are numbered from 1.",
                            "visit-numbers: per-patient，用于每位患者各自编号就诊的情况。")));

    static Explanation of(Kept kept) {
        Reason reason = kept.reason();
        Words place = PLACES.get(reason.place());
        return new Explanation(
                kept.state() == Kept.State.WAITING
                        ? WAITING
                        : kept.isCut() ? CUT : reason.answer().equals("AR") ? KIND : CONTENT,
                place == null
                        ? new Words(reason.place(), reason.place())
                        : new Words(reason.place() + ", " + place.en(), reason.place() + "，" + place.zh()),
                reason.remedy(),
                DIALECTS.get(reason.place()));
    }
}
