package org.carecontact.gateway.fhir;

import static org.carecontact.gateway.fhir.Samples.json;

/** Resources of made-up staff, in the structure of the specification's examples; quotes are single for legibility. */
final class StaffSamples {

    static final String MOBILE = "14010000007";

    private StaffSamples() {}

    /** With a licence, a degree, an old name, a desk telephone and a rank. */
    static String practitioner(String id, String number, String at, String more) {
        return json("""
            {'resourceType':'Practitioner','id':'%s','meta':{'lastUpdated':'%s'},
             'text':{'status':'generated','div':'<div xmlns=\\'http://www.w3.org/1999/xhtml\\'>-</div>'},
             'identifier':[
               {'use':'official','type':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0203','code':'MD'}]},
                'system':'http://licences.example','value':'L-1'},
               {'use':'usual','system':'http://his.example/staff','value':'%s'}],
             'name':[{'use':'old','family':'司马','given':['旧']},
                     {'use':'official','family':'司马','given':['青'],'prefix':['Dr']}],
             'telecom':[{'system':'phone','value':'010-62000001','use':'work'},
                        {'system':'email','value':'a@b.example','use':'work'},
                        {'system':'phone','value':'%s','use':'mobile'}],
             'address':[{'use':'work','line':['一号楼'],'city':'北京'}],
             'gender':'female','birthDate':'1971-11-07',
             'qualification':[
               {'identifier':[{'system':'http://degrees.example','value':'12345'}],
                'code':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0360/2.7','code':'MD',
                                   'display':'Doctor of Medicine'}],'text':'Doctor of Medicine'},
                'period':{'start':'1995'},'issuer':{'display':'大学'}},
               {'code':{'text':'主治医师'},'period':{'start':'2001','end':'2010-01-01'}},
               {'code':{'coding':[{'code':'233','display':'主任医师'}]},'period':{'start':'2010-01-02'}}]%s}
            """.formatted(id, at, number, MOBILE, more)).replace("\\\"", "\\\"");
    }

    /** With further elements, each beginning with a comma. */
    static String role(String id, String practitioner, String at, String more) {
        return json("""
            {'resourceType':'PractitionerRole','id':'%s','meta':{'lastUpdated':'%s'},
             'practitioner':%s,
             'code':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/practitioner-role','code':'doctor'}]}],
             'specialty':[{'coding':[{'system':'http://snomed.info/sct','code':'408443003'}]}],
             'availableTime':[{'daysOfWeek':['mon','tue'],'availableStartTime':'09:00:00','availableEndTime':'16:30:00'}],
             'notAvailable':[{'description':'休假','during':{'start':'2026-12-01','end':'2026-12-05'}}]%s}
            """.formatted(id, at, practitioner, more));
    }

    static String schedule(String id, String at, String actors, String more) {
        return json("""
            {'resourceType':'Schedule','id':'%s','meta':{'lastUpdated':'%s'},
             'serviceCategory':[{'coding':[{'code':'17','display':'General Practice'}]}],
             'specialty':[{'coding':[{'code':'394814009','display':'General practice'}]}],
             'actor':[%s],
             'planningHorizon':{'start':'2026-11-23T08:00:00+08:00','end':'2026-11-30T08:00:00+08:00'},
             'comment':'-'%s}
            """.formatted(id, at, actors, more));
    }

    /** From nine to half past nine. */
    static String slot(String id, String at, String schedule, String status, String more) {
        return json("""
            {'resourceType':'Slot','id':'%s','meta':{'lastUpdated':'%s'},
             'serviceType':[{'coding':[{'code':'57','display':'Immunization'}]}],
             'appointmentType':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0276','code':'WALKIN'}]},
             'schedule':%s,'status':'%s',
             'start':'2026-11-24T09:00:00+08:00','end':'2026-11-24T09:30:00+08:00','overbooked':true,'comment':'-'%s}
            """.formatted(id, at, schedule, status, more));
    }

    /** With a patient and a room; from nine to half past nine. */
    static String appointment(String id, String at, String status, String actor, String more) {
        return json("""
            {'resourceType':'Appointment','id':'%s','meta':{'lastUpdated':'%s'},'status':'%s',
             'serviceCategory':[{'coding':[{'code':'gp','display':'General Practice'}]}],
             'appointmentType':{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v2-0276','code':'FOLLOWUP'}]},
             'priority':5,'description':'-',
             'start':'2026-11-24T09:00:00+08:00','end':'2026-11-24T09:30:00+08:00','created':'2026-11-20',
             'participant':[
               {'actor':{'reference':'Patient/of-nobody'},'required':'required','status':'accepted'},
               {'type':[{'coding':[{'system':'http://terminology.hl7.org/CodeSystem/v3-ParticipationType','code':'ATND'}]}],
                'actor':%s,'required':'required','status':'accepted'},
               {'actor':{'reference':'Location/1','display':'诊室'},'required':'required','status':'accepted'}]%s}
            """.formatted(id, at, status, actor, more));
    }
}
