package org.carecontact.gateway.mllp;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;

/**
 * Messages that look like those of seven senders, and what becomes of them on bad lines; everybody in them is made up. Each
 * has a control id of its own, its sender's prefix and a number.
 */
// Longer than 300 lines: seven senders write their messages in their own ways.
final class Corpus {

    /**
     * One message.
     *
     * @param hospital whose port it is sent to
     * @param group of the table
     * @param controlId MSH-10; empty where nobody can read one
     */
    record Sent(String hospital, String group, String name, String controlId, byte[] bytes) {}

    private static final Charset GB18030 = Charset.forName("GB18030");
    private static final List<String> ADT = List.of(
            "A01", "A02", "A03", "A04", "A05", "A06", "A07", "A08", "A11", "A12", "A13", "A14", "A28", "A31", "A38",
            "A54", "A55", "A60");
    private static final List<String> OTHERS = List.of(
            "ORU^R01^ORU_R01",
            "ORM^O01^ORM_O01",
            "OMG^O19^OMG_O19",
            "VXU^V04^VXU_V04",
            "MDM^T02^MDM_T02",
            "DFT^P03^DFT_P03",
            "BAR^P01^BAR_P01",
            "RDE^O11^RDE_O11",
            "PPR^PC1^PPR_PC1",
            "QRY^A19^QRY_A19",
            "SRM^S01^SRM_S01",
            "RAS^O17^RAS_O17",
            "OML^O21^OML_O21",
            "SQR^ZQ1");

    private final List<Sent> all = new ArrayList<>();
    private int number;

    /** All messages, in the order in which they are sent. */
    static List<Sent> all() {
        Corpus corpus = new Corpus();
        corpus.engine();
        corpus.chineseHis();
        corpus.oldHis();
        corpus.latin();
        corpus.everything();
        corpus.pam();
        corpus.internetHospital();
        corpus.merges();
        corpus.damaged();
        return List.copyOf(corpus.all);
    }

    private String next(String prefix) {
        return prefix + ++number;
    }

    private void add(String hospital, String group, String name, String controlId, String text, Charset charset) {
        all.add(new Sent(hospital, group, name, controlId, text.getBytes(charset)));
    }

    private static String lines(String end, String... segments) {
        StringBuilder text = new StringBuilder();
        for (String segment : segments) {
            if (!segment.isEmpty()) {
                text.append(segment).append(end);
            }
        }
        return text.toString();
    }

    /** An integration engine that fills whatever the standard has: UTF-8, v2.5 to v2.8. */
    private void engine() {
        for (String version : List.of("2.5", "2.5.1", "2.6", "2.7", "2.8")) {
            for (String event : ADT) {
                String id = next("ENG");
                add(
                        "tongren",
                        "integration engine, v2.5 to 2.8, UTF-8",
                        version + " " + event,
                        id,
                        lines(
                                "\r",
                                "MSH|^~\\&" + (version.equals("2.7") ? "#" : "")
                                        + "|ENSEMBLE^2.16.156.1^ISO|tongren|CARECONTACT|CC|20261123080000.123+0800||ADT^"
                                        + event + "^ADT_A01|" + id + "|P^T|" + version
                                        + "|||AL|NE|CHN|UNICODE UTF-8|zh||PROFILE^HIS",
                                "SFT|HIS Vendor^L|3.1|ENSEMBLE|1",
                                "EVN|" + event + "|20261123080000+0800|||OP7^挂号员|20261123075900+0800",
                                "PID|1||E" + id + "^^^HIS^PI~M" + id
                                        + "^^^HIS^MR~11010519491231002X^^^GOV^NNCHN||张^三^^^^^L~Zhang^San^^^^^A||19800229|M||2106-3^W|北京市^^^^100000||^PRN^CP^^86^^13800000001~010-65280001^PRN^PH|^WPN^PH^^86^10^65280002|zh|M",
                                "PD1||||D0009^陈",
                                "NK1|1|张^四|SPO^配偶|||13800000002",
                                "NK1|2|张^五|GRD^监护人||^PRN^CP^^86^^13800000003",
                                "PV1|1|I|cardiology^101^1^^^^^3|R|||D0001^王^建国^^^主任^^^HIS^L^^^EI~99010119800229001X^王^^^^^^^^^^^NNCHN|||MED||||1|||D0001|I|V"
                                        + id + "^^^HIS^VN|SELF||||||||||||||||||||||||20261123075500",
                                "PV2||||||||20261123|20261130",
                                "OBX|1|NM|8867-4^HR^LN||72|/min|||||F",
                                "AL1|1|DA|青霉素",
                                "DG1|1||I10^高血压^ICD10|||A",
                                "ZPV|1|自费"),
                        StandardCharsets.UTF_8);
            }
        }
    }

    /** A HIS of a Chinese vendor: v2.3 or v2.4, GBK without MSH-18, classes and departments in words, doctors often missing. */
    private void chineseHis() {
        for (String version : List.of("2.3", "2.4")) {
            for (String event : ADT) {
                for (String patientClass : List.of("门诊", "住院", "1")) {
                    String id = next("HIS");
                    add(
                            "meiyan",
                            "Chinese HIS, v2.3 and v2.4, GBK without MSH-18",
                            version + " " + event + " " + patientClass,
                            id,
                            lines(
                                    "\r",
                                    "MSH|^~\\&|HIS|meiyan|平台||2026-11-23 08:00:00||ADT^" + event + "|" + id + "|P|"
                                            + version,
                                    "EVN|" + event + "|2026-11-23 08:00:00",
                                    "PID||0000" + id + "|" + id
                                            + "^^^^PatientNO~990101198002290011^^^^IDCard||亅五^||1980-02-29|男|||上海市||13900000001",
                                    "PV1||" + patientClass + "|心血管内科门诊^^^||||" + (event.equals("A04") ? "" : "0313^李医生")
                                            + "||||||||||||" + id + "-1"),
                            GB18030);
                }
            }
        }
    }

    /** A system of the nineties: v2.1 and v2.2, line feeds, the event in EVN-1 only, little else. */
    private void oldHis() {
        for (String version : List.of("2.1", "2.2")) {
            for (String end : List.of("\n", "\r\n")) {
                for (String event : List.of("A01", "A03", "A04", "A08", "A11")) {
                    String id = next("OLD");
                    add(
                            "tongren",
                            "system of the nineties, v2.1 and v2.2, lines end with LF",
                            version + " " + event,
                            id,
                            lines(
                                    end,
                                    "MSH|^~\\&|PAS|tongren|||202611230800||ADT"
                                            + (version.equals("2.2") ? "^" + event : "") + "|" + id + "|P|" + version,
                                    "EVN|" + event + "|202611230800",
                                    "PID|||" + id + "||LI^MING||19511225|F",
                                    "PV1||O|surgery^2^1||||77^WANG||||||||||||" + id),
                            StandardCharsets.US_ASCII);
                }
            }
        }
    }

    /** A western product at an international clinic: v2.3.1, ISO 8859-1, other delimiters in some. */
    private void latin() {
        for (String event : ADT) {
            String id = next("LAT");
            add(
                    "tongren",
                    "western product, v2.3.1, ISO 8859-1",
                    event,
                    id,
                    lines(
                            "\r",
                            "MSH|^~\\&|PMS|tongren|||20261123080000||ADT^" + event + "|" + id + "|P|2.3.1||||||8859/1",
                            "EVN|" + event + "|20261123080000",
                            "PID|1||" + id + "^^^PMS^MR||Müller^Zoë^^^Frau||19620101|F|||Straße 1||+49 171 2345678",
                            "PV1|1|O|cardiology||||D0002^Dr. Weiß|||||||||||O|" + id),
                    StandardCharsets.ISO_8859_1);
        }
        for (String delimiters : List.of("#*~\\&", "|^~&", "!@$%?", "|^~\\&")) {
            String id = next("DEL");
            String rest = lines(
                            "\r",
                            "|PMS|tongren|||20261123080000||ADT^A04|" + id + "|P|2.3.1",
                            "PID|||" + id + "^^^PMS^MR||Li^Ming",
                            "PV1||O|cardiology||||D0002^Li||||||||||||" + id)
                    .replace('|', delimiters.charAt(0))
                    .replace('^', delimiters.charAt(1));
            add(
                    "tongren",
                    "western product, v2.3.1, ISO 8859-1",
                    "delimiters " + delimiters,
                    id,
                    "MSH" + delimiters + rest,
                    StandardCharsets.US_ASCII);
        }
    }

    /** An engine that sends everything it has, enhanced mode included. */
    private void everything() {
        for (String type : OTHERS) {
            for (String version : List.of("2.3", "2.5", "2.7")) {
                String id = next("ALL");
                add(
                        "tongren",
                        "engine that sends everything",
                        type.substring(0, 7) + " " + version,
                        id,
                        lines(
                                "\r",
                                "MSH|^~\\&|ENGINE|tongren|||20261123080000||" + type + "|" + id + "|P|" + version
                                        + "||||||UNICODE UTF-8",
                                "PID|||" + id + "^^^HIS^PI||李^四",
                                "PV1||O|cardiology||||D0001",
                                "OBR|1|||24323-8^CMP^LN|||20261123080000",
                                "OBX|1|NM|2345-7^葡萄糖^LN||5.4|mmol/L|||||F"),
                        StandardCharsets.UTF_8);
            }
        }
        for (String asked : List.of("AL|NE", "AL|AL", "NE|AL", "ER|AL", "SU|SU", "\"\"|\"\"")) {
            String id = next("ENH");
            add(
                    "tongren",
                    "engine that sends everything",
                    "enhanced mode " + asked,
                    id,
                    lines(
                            "\r",
                            "MSH|^~\\&|ENGINE|tongren|||20261123080000||ADT^A04^ADT_A01|" + id + "|P|2.5|||" + asked
                                    + "||UNICODE UTF-8",
                            "EVN||20261123080000",
                            "PID|||" + id + "^^^HIS^PI||李^四",
                            "PV1||O|cardiology||||D0001||||||||||||" + id),
                    StandardCharsets.UTF_8);
        }
    }

    /** A product with IHE's profile for patients and visits: OIDs, ZBE, several identifiers, times of the movement. */
    private void pam() {
        for (String event : ADT) {
            String id = next("PAM");
            add(
                    "tongren",
                    "IHE PAM, v2.5, OIDs and ZBE",
                    event,
                    id,
                    lines(
                            "\r",
                            "MSH|^~\\&|PAM^1.2.3.4^ISO|tongren^1.2.3^ISO|CC|CC|20261123080000+0800||ADT^" + event
                                    + "^ADT_A01|" + id + "|P|2.5^CHN^2.11|||||CHN|UNICODE UTF-8",
                            "EVN||20261123080000+0800||||20261123074500+0800|tongren^1.2.3^ISO",
                            "PID|1||N" + id + "^^^&1.2.156.1&ISO^NI~" + id
                                    + "^^^PAM&1.2.3.4&ISO^PI||赵^六^^^^^L^I||19900101|F|||^^北京^^100000^CHN^H||^PRN^CP^^^^^^^^^+8613700000001|||||A"
                                    + id + "^^^PAM^AN|||||||||||N||PROV",
                            "PV1|1|" + (event.equals("A05") ? "P" : "I")
                                    + "|neurology^201^A^tongren&1.2.3&ISO|||oncology^1|80012345^钱^七^^^^^^&1.2.156.1&ISO^L^^^RPPS~D0005^钱^七^^^^^^PAM^L^^^EI|||181||||||||I|"
                                    + id + "^^^&1.2.3.4.5&ISO^VN|||||||||||||||||||||||||20261123074500",
                            "ZBE|" + id + "^PAM|20261123074500||INSERT|N"),
                    StandardCharsets.UTF_8);
        }
    }

    /** An internet hospital: visits online, doctors by staff numbers with letters, ids with slashes and spaces. */
    private void internetHospital() {
        for (String event : List.of("A01", "A03", "A04", "A08", "A11", "A13", "A31")) {
            for (String odd : List.of("P/1 2", "患者:1", "P.15", "~P1".replace("~", "p-"))) {
                String id = next("NET");
                add(
                        "yunyi",
                        "internet hospital, v2.5.1, odd ids",
                        event + " " + odd,
                        id,
                        lines(
                                "\r",
                                "MSH|^~\\&|APP|yunyi|||20261123080000||ADT^" + event + "|" + id
                                        + "|P|2.5.1||||||UNICODE UTF-8",
                                "PID|||" + odd + id + "^^^APP^PI||周^八||20150601|F|||||13600000001",
                                "NK1|1|周^九|MTH|||13600000002",
                                "PV1||VR|皮肤科||||W.08^吴||||||||||||咨询/" + id),
                        StandardCharsets.UTF_8);
            }
        }
    }

    /** Merges, moves and new numbers, each after the visit that it is about. */
    private void merges() {
        for (String event :
                List.of("A18", "A30", "A34", "A36", "A40", "A45", "A47", "A50", "A42", "A24", "A37", "A43")) {
            String first = next("MRG");
            String head = "MSH|^~\\&|HIS|tongren|||20261123080000||ADT^%s|%s|P|2.5||||||UNICODE UTF-8";
            add(
                    "tongren",
                    "merges, moves, new numbers",
                    "visit before " + event,
                    first,
                    lines(
                            "\r",
                            head.formatted("A04", first),
                            "EVN||20261123080000",
                            "PID|||OLD" + first + "^^^HIS^PI",
                            "PV1||O|cardiology||||D0001||||||||||||" + first),
                    StandardCharsets.UTF_8);
            String second = next("MRG");
            add(
                    "tongren",
                    "merges, moves, new numbers",
                    event,
                    second,
                    lines(
                            "\r",
                            head.formatted(event, second),
                            "EVN||20261123090000",
                            "PID|||" + (event.equals("A50") || event.equals("A42") ? "OLD" : "NEW") + first
                                    + "^^^HIS^PI",
                            "MRG|OLD" + first + "^^^HIS^PI||||" + first,
                            "PV1||O|cardiology||||D0001||||||||||||" + second),
                    StandardCharsets.UTF_8);
        }
    }

    /** The same good message, broken in ways that lines and programs break messages. */
    private void damaged() {
        Map<String, UnaryOperator<String>> damages = new LinkedHashMap<>();
        damages.put("no MSH", text -> text.substring(text.indexOf("EVN")));
        damages.put("cut in MSH", text -> text.substring(0, 40));
        damages.put("cut in PID", text -> text.substring(0, text.indexOf("PID") + 20));
        damages.put("no PID", text -> text.replaceAll("PID[^\r]*\r", ""));
        damages.put("no PV1", text -> text.replaceAll("PV1[^\r]*\r", ""));
        damages.put("two PID", text -> text.replace("PV1|", "PID|||P9^^^HIS^PI\rPV1|"));
        damages.put("two messages in one block", text -> text + text);
        damages.put("nothing", _ -> "");
        damages.put("blank lines", _ -> "\r\r\r");
        damages.put("JSON", _ -> "{\"resourceType\":\"Patient\"}");
        damages.put("XML", _ -> "<ADT_A01 xmlns=\"urn:hl7-org:v2xml\"/>");
        damages.put("HTTP", _ -> "POST / HTTP/1.1\r\nHost: gateway\r\n\r\n");
        damages.put("delimiters missing", text -> text.replace("^~\\&", ""));
        damages.put("delimiters that are letters", text -> text.replace("^~\\&", "abcd"));
        damages.put("another hospital's facility", text -> text.replace("|tongren|", "|meiyan|"));
        damages.put("no facility", text -> text.replace("|tongren|", "||"));
        damages.put("a training message", text -> text.replace("|P|2.5", "|T|2.5"));
        damages.put("version 3", text -> text.replace("|P|2.5", "|P|3"));
        damages.put("no version", text -> text.replace("|P|2.5", "|P|"));
        damages.put("an unknown character set", text -> text.replace("UNICODE UTF-8", "JAS2020"));
        damages.put("no patient id", text -> text.replaceAll("PID\\|\\|\\|[^|\r]*", "PID|||"));
        damages.put(
                "a citizen's number only", text -> text.replaceAll("PID\\|\\|\\|[^|\r]*", "PID|||11010519491231002X"));
        damages.put(
                "an id of 65 characters", text -> text.replaceAll("PID\\|\\|\\|[^|\r]*", "PID|||" + "9".repeat(65)));
        damages.put("no time at all", text -> text.replace("20261123080000", ""));
        damages.put("a time of words", text -> text.replace("EVN||20261123080000", "EVN||yesterday"));
        damages.put("a time of next century", text -> text.replace("EVN||2026", "EVN||2126"));
        damages.put("no visit number", text -> text.replaceAll("(PV1.*)\\|[^|\r]*\r", "$1|\r"));
        damages.put("an empty event", text -> text.replace("ADT^A04", "ADT^"));
        damages.put("an acknowledgement", text -> text.replace("ADT^A04", "ACK"));
        damages.put("0x0B inside", text -> text.replace("测^试", "测\u000b试"));
        damages.put("0x00 inside", text -> text.replace("测^试", "测\u0000试"));
        damages.put("an escape without end", text -> text.replace("测^试", "测\\F试"));
        damages.put("a segment of one letter", text -> text.replace("PV1|", "X\rPV1|"));
        damages.put("a segment without a separator", text -> text.replace("PV1|", "ZZZ\rPV1|"));
        damages.put("ten thousand repetitions", text -> text.replace("13500000001", "1~".repeat(10_000)));
        damages.put("spaces in front", text -> "   " + text);
        damages.put("a byte order mark in front", text -> "\ufeff" + text);
        damages.forEach((name, damage) -> {
            String id = next("BAD");
            String good = lines(
                    "\r",
                    "MSH|^~\\&|HIS|tongren|||20261123080000||ADT^A04|" + id + "|P|2.5||||||UNICODE UTF-8",
                    "EVN||20261123080000",
                    "PID|||B" + id + "^^^HIS^PI||测^试||19800229||||||13500000001",
                    "PV1||O|cardiology||||D0001||||||||||||" + id);
            String bad = damage.apply(good);
            add(
                    "tongren",
                    "damaged",
                    name,
                    bad.contains("MSH") && bad.contains(id) ? id : "",
                    bad,
                    StandardCharsets.UTF_8);
        });
        String id = next("BAD");
        add(
                "tongren",
                "damaged",
                "GBK bytes as UTF-8",
                id,
                lines(
                        "\r",
                        "MSH|^~\\&|HIS|tongren|||20261123080000||ADT^A04|" + id + "|P|2.5||||||UNICODE UTF-8",
                        "PID|||B" + id + "^^^HIS^PI||测^试",
                        "PV1||O|cardiology||||D0001||||||||||||" + id),
                GB18030);
    }
}
