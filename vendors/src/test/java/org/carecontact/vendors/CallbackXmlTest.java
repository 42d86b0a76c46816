package org.carecontact.vendors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallbackXmlTest {

    @Test
    void fields_are_read_with_their_cdata() throws CallbackRefused {
        CallbackXml xml = CallbackXml.read("<xml>\n<ToUserName><![CDATA[ww1]]></ToUserName><State>a&lt;b</State>"
                + "<Empty/><Unknown><Deep>1</Deep></Unknown></xml>");
        assertThat(xml.first("ToUserName")).contains("ww1");
        assertThat(xml.first("State")).contains("a<b");
        assertThat(xml.first("Empty")).contains("");
        assertThat(xml.first("Deep")).contains("1");
        assertThat(xml.first("Unknown")).isEmpty();
        assertThat(xml).asString().doesNotContain("ww1");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SubscribeMsgPopupEvent", "SubscribeMsgChangeEvent"})
    void a_list_is_read_whatever_tag_holds_it(String tag) throws CallbackRefused {
        CallbackXml xml = CallbackXml.read("<xml><" + tag + "><List><TemplateId>t1</TemplateId></List>"
                + "<List><TemplateId>t2</TemplateId></List></" + tag + "></xml>");
        assertThat(xml.all("TemplateId")).containsExactly("t1", "t2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "hello",
                "<xml>",
                "<xml><a></xml>",
                "<!DOCTYPE xml [<!ENTITY e SYSTEM \"file:///etc/hostname\">]><xml><a>&e;</a></xml>",
                "<!DOCTYPE xml SYSTEM \"http://127.0.0.1:1/x.dtd\"><xml><a>1</a></xml>",
                "<!DOCTYPE xml [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;&a;\">]><xml><a>&b;</a></xml>",
                "<xml><a>&undeclared;</a></xml>",
                "<a><a><a><a><a><a><a><a><a>1</a></a></a></a></a></a></a></a></a>"
            })
    void anything_else_is_refused_without_a_look_elsewhere(String xml) {
        assertThatThrownBy(() -> CallbackXml.read(xml))
                .isInstanceOf(CallbackRefused.class)
                .hasMessage("xml");
    }

    @Test
    void a_great_many_elements_are_refused() {
        assertThatThrownBy(() -> CallbackXml.read("<xml>" + "<a/>".repeat(10_000) + "</xml>"))
                .isInstanceOf(CallbackRefused.class);
    }
}
