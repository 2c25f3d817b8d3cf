package io.plumbline.detector.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NamedNodeMap;
import org.w3c.dom.NodeList;

class HtmlReportTest {
  @Test
  void of_fullReport_hasEverySection() throws Exception {
    List<Element> elements = elements(HtmlReport.of(Reports.full("service-b")));

    assertThat(elements)
        .filteredOn(one -> one.getTagName().equals("section"))
        .extracting(one -> one.getAttribute("id"))
        .containsExactly(
            "summary", "timeline", "incidents", "services", "logs", "drift", "detection");
    assertThat(elements).filteredOn(one -> one.getTagName().equals("svg")).hasSize(4);
  }

  @Test
  void of_hostileNames_arePlainText() throws Exception {
    String page = HtmlReport.of(Reports.full(Reports.HOSTILE));

    assertThat(page).doesNotContain("<script", "\u0000", "\u202e");
    for (Element element : elements(page)) {
      assertThat(element.getTagName()).isNotEqualTo("script");
      NamedNodeMap attributes = element.getAttributes();
      for (int i = 0; i < attributes.getLength(); i++) {
        assertThat(attributes.item(i).getNodeName()).doesNotStartWith("on").isNotEqualTo("src");
      }
      assertThat(element.getAttribute("href")).matches("|#incident-1|#[a-z]+");
    }
  }

  @Test
  void of_anyReport_needsNothingFromOutside() {
    assertThat(HtmlReport.of(Reports.full("b")))
        .doesNotContain("http://", "https://", "url(", "@import", "<link", "<img");
  }

  @Test
  void of_nothing_saysSo() throws Exception {
    String page = HtmlReport.of(Reports.empty());

    assertThat(elements(page))
        .filteredOn(one -> one.getTagName().equals("section"))
        .extracting(Element::getTextContent)
        .containsExactly("Nothing is stored of any service in this time.");
  }

  /** The elements of a page, which is XML but for its first line. */
  private static List<Element> elements(String page) throws Exception {
    String xml = page.substring(page.indexOf('\n') + 1);
    Document document =
        DocumentBuilderFactory.newInstance()
            .newDocumentBuilder()
            .parse(new ByteArrayInputStream(xml.getBytes(UTF_8)));
    NodeList nodes = document.getElementsByTagName("*");
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < nodes.getLength(); i++) {
      elements.add((Element) nodes.item(i));
    }
    return elements;
  }
}
