package org.carecontact.gateway.fhir;

/** Resources of a made-up patient, as a server of a hospital writes them; quotes are single for legibility. */
final class Samples {

    static final String MOBILE = "14010000001";
    static final String KIN_MOBILE = "14011000001";

    private Samples() {}

    static String json(String text) {
        return text.replace('\'', '"');
    }

    /** With a landline first, an old number, a mother and an employer. */
    static String patient(String id, String number) {
        return json("""
            {'resourceType':'Patient','id':'%s','meta':{'lastUpdated':'2026-11-23T08:00:00+08:00'},
             'text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>-</div>'},
             'extension':[{'url':'http://his.example/vip','valueBoolean':false}],
             'identifier':[
               {'use':'official','type':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0203','code':'NI'}]},
                'system':'http://gov.example/id','value':'990101190001011002'},
               {'use':'usual','type':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0203','code':'MR'}]},
                'system':'http://his.example/mrn','value':'%s'}],
             'active':true,
             'name':[{'use':'nickname','text':'小测'},{'use':'official','family':'欧阳','given':['测试']}],
             'telecom':[{'system':'email','value':'a@b.example'},{'system':'phone','value':'010-62000000','use':'home'},
                        {'system':'phone','value':'14019999999','use':'old'},
                        {'system':'phone','value':'%s','use':'mobile'}],
             'gender':'female','birthDate':'1980-02-29','deceasedBoolean':false,
             'contact':[{'relationship':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0131','code':'E'}]}],
                         'telecom':[{'system':'phone','value':'14012222222'}]},
                        {'relationship':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0131','code':'C'}]}],
                         'telecom':[{'system':'phone','value':'14013333333'}]},
                        {'relationship':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-RoleCode','code':'MTH'}]}],
                         'name':{'text':'欧阳测试母'},'telecom':[{'system':'phone','value':'%s'}]}]}
            """.formatted(id, number, MOBILE, KIN_MOBILE)).replace("\\\"", "\\\"");
    }

    /** With further elements, each beginning with a comma. */
    static String encounter(String id, String visit, String subject, String status, String at, String more) {
        return json("""
            {'resourceType':'Encounter','id':'%s','meta':{'lastUpdated':'%s'},
             'identifier':[{'system':'http://his.example/visit','value':'%s'}],
             'status':'%s','class':{'system':'http://terminology.hl7.org/CodeSystem/v3-ActCode','code':'AMB'},
             'subject':%s,
             'participant':[
               {'type':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ParticipationType','code':'REF'}]}],
                'individual':{'identifier':{'value':'D9999'}}},
               {'type':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ParticipationType','code':'ATND'}]}],
                'individual':{'identifier':{'value':'D0001'},'display':'王'}}],
             'serviceType':{'coding':[{'code':'cardiology'}]}%s}
            """.formatted(id, at, visit, status, subject, more));
    }

    static String encounter(String id, String visit, String subject, String status, String at) {
        return encounter(id, visit, subject, status, at, ",'period':{'start':'2026-11-23T08:00:00+08:00'}");
    }

    static String reference(String reference) {
        return "{'reference':'" + reference + "'}";
    }

    static String entry(String fullUrl, String method, String url, String resource) {
        return json("{'fullUrl':'%s','request':{'method':'%s','url':'%s'},'resource':".formatted(fullUrl, method, url))
                + resource + "}";
    }

    static String bundle(String type, String... entries) {
        return json("{'resourceType':'Bundle','id':'bundle-transaction','type':'" + type + "','entry':[")
                + String.join(",", entries) + "]}";
    }

    /** HL7 v2 of the same patient and visit. */
    static String adt(String trigger, String control, String number, String visit, String at) {
        return String.join(
                        "\r",
                        "MSH|^~\\&|HIS|tongren|CARECONTACT||" + at + "||ADT^" + trigger + "|" + control + "|P|2.5",
                        "EVN||" + at,
                        "PID|||" + number + "^^^HIS^MR||欧阳^测试||19800229||||||" + MOBILE + "^PRN^CP",
                        "NK1||欧阳测试母|MTH||" + KIN_MOBILE,
                        "PV1||O|cardiology||||D0001||||||||||||" + visit)
                + "\r";
    }
}
