package io.plumbline.agent.processor.resourcedetection;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.opentelemetry.proto.collector.logs.v1.ExportLogsServiceRequest;
import io.opentelemetry.proto.common.v1.AnyValue;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.logs.v1.ResourceLogs;
import io.opentelemetry.proto.resource.v1.Resource;
import io.plumbline.engine.config.ConfigProblem;
import io.plumbline.engine.config.ConfigSection;
import io.plumbline.otlp.Batch;
import io.plumbline.otlp.Signal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ResourceDetectionProcessorTest {
  private static final Map<String, String> FOUND = new LinkedHashMap<>();

  static {
    FOUND.put("host.name", "h1");
    FOUND.put("os.type", "linux");
  }

  @Test
  void resource_getsWhatWasFound() throws Exception {
    ExportLogsServiceRequest result = added(true, resource("service.name", "shop"));

    assertThat(attributes(result))
        .containsExactly("service.name=shop", "host.name=h1", "os.type=linux");
    assertThat(result.getResourceLogs(0).getScopeLogs(0).getLogRecordsCount()).isEqualTo(1);
    assertThat(result.getResourceLogs(0).getSchemaUrl()).isEqualTo("url");
  }

  @Test
  void attributeThatIsThere_withOverride_isReplaced() throws Exception {
    assertThat(attributes(added(true, resource("host.name", "old"))))
        .containsExactly("host.name=h1", "os.type=linux");
  }

  @Test
  void attributeThatIsThere_withoutOverride_isKept() throws Exception {
    assertThat(attributes(added(false, resource("host.name", "old"))))
        .containsExactly("host.name=old", "os.type=linux");
  }

  @Test
  void requestWithoutResource_getsOne() throws Exception {
    ResourceLogs.Builder logs = ResourceLogs.newBuilder();
    logs.addScopeLogsBuilder().addLogRecordsBuilder().setSeverityText("x");

    assertThat(attributes(added(true, logs.build())))
        .containsExactly("host.name=h1", "os.type=linux");
  }

  @Test
  void env_readsPairsPercentEncoded() throws Exception {
    EnvDetector detector =
        new EnvDetector(
            Map.of("OTEL_RESOURCE_ATTRIBUTES", "service.name=shop, a+b=x%2Cy%20z,empty="));

    assertThat(detector.detect())
        .isEqualTo(Map.of("service.name", "shop", "a+b", "x,y z", "empty", ""));
  }

  @Test
  void env_unset_findsNothing() throws Exception {
    assertThat(new EnvDetector(Map.of()).detect()).isEmpty();
  }

  @Test
  void env_malformed_saysWhat() {
    EnvDetector detector = new EnvDetector(Map.of("OTEL_RESOURCE_ATTRIBUTES", "a=b,novalue"));

    assertThatThrownBy(detector::detect)
        .isInstanceOf(DetectionException.class)
        .hasMessageContaining("novalue");
  }

  @Test
  void system_findsHostAndOperatingSystem() throws Exception {
    SystemDetector detector =
        new SystemDetector(
            List.of(SystemDetector.HostnameSource.OS), SystemDetector.ATTRIBUTES.keySet());

    Map<String, String> found = detector.detect();

    assertThat(found).containsKeys("host.name", "os.type", "host.arch", "os.version");
    assertThat(found.get("host.name")).isNotBlank();
    assertThat(found.get("os.type")).isEqualTo(SystemDetector.type(System.getProperty("os.name")));
  }

  @Test
  void osType_isTheSemanticConventions() {
    assertThat(SystemDetector.type("Mac OS X")).isEqualTo("darwin");
    assertThat(SystemDetector.type("Windows 11")).isEqualTo("windows");
    assertThat(SystemDetector.type("Linux")).isEqualTo("linux");
    assertThat(SystemDetector.arch("aarch64")).isEqualTo("arm64");
  }

  @Test
  void config_defaults() {
    List<ConfigProblem> problems = new ArrayList<>();

    ResourceDetectionProcessor.Config config = config(Map.of(), problems);

    assertThat(problems).isEmpty();
    assertThat(config.detectors()).extracting(Detector::name).containsExactly("env");
    assertThat(config.override()).isTrue();
    assertThat(config.failOnMissingMetadata()).isFalse();
  }

  @Test
  void config_mistakes_areAllTold() {
    List<ConfigProblem> problems = new ArrayList<>();

    var _ =
        config(
            Map.of(
                "detectors", List.of("env", "ec3"),
                "overide", true,
                "system",
                    Map.of("resource_attributes", Map.of("host.nam", Map.of("enabled", true)))),
            problems);

    assertThat(problems)
        .extracting(ConfigProblem::toString)
        .anyMatch(problem -> problem.startsWith("p::detectors: expected one of env, system"))
        .anyMatch(problem -> problem.contains("has invalid keys: overide"))
        .anyMatch(problem ->
            problem.contains("'p.system.resource_attributes' has invalid keys: host.nam"));
  }

  private static ResourceDetectionProcessor.Config config(
      Map<String, Object> values, List<ConfigProblem> problems) {
    return ResourceDetectionProcessor.Config.read(new ConfigSection("p", values, problems));
  }

  private static ResourceLogs resource(String key, String value) {
    ResourceLogs.Builder logs = ResourceLogs.newBuilder().setSchemaUrl("url");
    logs.getResourceBuilder()
        .addAttributes(
            KeyValue.newBuilder()
                .setKey(key)
                .setValue(AnyValue.newBuilder().setStringValue(value)));
    logs.addScopeLogsBuilder().addLogRecordsBuilder().setSeverityText("x");
    return logs.build();
  }

  private static ExportLogsServiceRequest added(boolean override, ResourceLogs logs)
      throws Exception {
    byte[] request =
        ExportLogsServiceRequest.newBuilder().addResourceLogs(logs).build().toByteArray();

    Batch result =
        new ResourceAttributes(FOUND, override).addTo((Batch) Batch.read(Signal.LOGS, request));

    return ExportLogsServiceRequest.parseFrom(result.bytes());
  }

  private static List<String> attributes(ExportLogsServiceRequest request) {
    Resource resource = request.getResourceLogs(0).getResource();
    return resource.getAttributesList().stream()
        .map(attribute -> attribute.getKey() + "=" + attribute.getValue().getStringValue())
        .toList();
  }
}
