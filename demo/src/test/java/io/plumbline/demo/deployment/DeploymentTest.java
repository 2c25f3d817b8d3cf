package io.plumbline.demo.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeploymentTest {
  private final RepositoryFiles files = RepositoryFiles.here();

  @Test
  void repository_agrees() {
    assertThat(problems(files)).isEmpty();
  }

  @ParameterizedTest(name = "{3}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          docker-compose.yml | elasticsearch:8.19.21 | elasticsearch:8.18.0 | elasticsearch is 8.18.0, elasticsearch.node.version 8.19.21
          docker-compose.yml | kibana:8.19.21 | kibana:latest | kibana has no fixed version: latest
          docker-compose.yml | 127.0.0.1:9200:9200 | 127.0.0.1:9200:9299 | publishes 127.0.0.1:9200:9299, which nobody opens
          docker-compose.yml | 127.0.0.1:9200:9200 | 9200:9200 | elasticsearch publishes 9200:9200 to other machines
          docker-compose.yml | 127.0.0.1:8083:8083 | 127.0.0.1:8082:8083 | which another service publishes
          docker-compose.yml | gateway:14317 | gateway:14319 | agent names an address where nothing listens: gateway:14319
          docker-compose.yml | http://service-a:8082 | http://service-x:8082 | names an address where nothing listens: service-x:8082
          docker-compose.yml | `"--port", "8082"` | `"--port", "8085"` | nothing listens: service-a:8082
          docker-compose.yml | localhost:8083/health | localhost:8084/health | service-b names an address where nothing listens: localhost:8084
          docker-compose.yml | PLUMBLINE_GATEWAY: | PLUMBLINE_GATWAY: | agent sets an unknown variable: PLUMBLINE_GATWAY
          docker-compose.yml | PLUMBLINE_GATEWAY: | OTEL_SERVICE_NAME: | agent leaves PLUMBLINE_GATEWAY at localhost:14317
          docker-compose.yml | OTEL_BSP_SCHEDULE_DELAY | OTEL_BSP_DELAY | sets an unknown variable: OTEL_BSP_DELAY
          docker-compose.yml | ./otel-config/agent.yaml | ./otel-config/agnet.yaml | agent mounts what does not exist: ./otel-config/agnet.yaml
          docker-compose.yml | agent.yaml:/etc/plumbline/agent.yaml | agent.yaml:/etc/agent.yaml | agent does not read what is mounted: /etc/agent.yaml
          docker-compose.yml | target: gateway | target: getaway | gateway is no target of the Dockerfile
          docker-compose.yml | io.plumbline.elk.ElkMain | io.plumbline.elk.Elk | store-setup starts no class: io.plumbline.elk.Elk
          docker-compose.yml | gateway: {condition: service_healthy} | agent: {condition: service_healthy} | agent waits for itself
          docker-compose.yml | train: {condition: service_completed_successfully} | train: {condition: service_healthy} | detector waits for train to be service_healthy
          docker-compose.yml | history: {condition | histroy: {condition | train waits for no service: histroy
          docker-compose.yml | gateway:/var/lib | gatewaydata:/var/lib | gateway mounts what does not exist: gatewaydata
          Dockerfile | temurin-25 | temurin-21 | the target build is not on JDK 25
          Dockerfile | temurin:25-jre | temurin:21-jre | runtime is not on Java 25
          Dockerfile | USER plumbline | USER root | agent runs as root
          Dockerfile | io.plumbline.agent.AgentMain | io.plumbline.agent.Main | agent starts no class: io.plumbline.agent.Main
          Dockerfile | `ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/plumbline/agent.jar:/opt/plumbline/lib/*", "io.plumbline.agent.AgentMain"]` | ENTRYPOINT java -cp x Main | agent has no entry point in exec form
          Dockerfile | /src/agent/target/agent.jar | /src/agent/target/agent-1.jar | agent copies what is not built
          Dockerfile | /src/sample-services/target/lib | /src/otlp/target/lib | samples copies from a module without target/lib: otlp
          Dockerfile | detector,sample-services | detector,samples | -pl names no module: samples
          Dockerfile | EXPOSE 4317 4318 8888 13133 | EXPOSE 4317 4318 13133 | agent does not expose PLUMBLINE_METRICS_PORT 8888
          Dockerfile | localhost:13134 | localhost:13135 | gateway checks a closed port: 13135
          Dockerfile | 0.0.0.0:14317 | localhost:14317 | gateway listens to itself only: PLUMBLINE_OTLP_GRPC=localhost:14317
          Dockerfile | PLUMBLINE_HEALTH=0.0.0.0:13133 | PLUMBLINE_HEALT=0.0.0.0:13133 | agent sets an unknown variable: PLUMBLINE_HEALT
          otel-config/agent.yaml | processors: [memory_limiter, resourcedetection, batch] | processors: [memory_limiter, resourcedetection, bach] | a pipeline uses no processors: bach
          otel-config/agent.yaml | receivers: [otlp, hostmetrics] | receivers: [otlp] | receivers has an unused entry: hostmetrics
          otel-config/gateway.yaml | PLUMBLINE_HEALTH:-localhost:13134 | PLUMBLINE_HEALTH | has no default for PLUMBLINE_HEALTH
          otel-config/gateway.yaml | ELASTICSEARCH_URL:- | ELASTICSEARCH_ENDPOINT:- | gateway.yaml: does not explain ELASTICSEARCH_ENDPOINT
          kibana/plumbline.ndjson | anomaly.severity | anomaly.level | plumbline-anomalies-over-time uses a field that plumbline-anomalies lacks: anomaly.level
          kibana/plumbline.ndjson | status.code: | status.cod: | plumbline-errors uses a field that plumbline-traces lacks: status.cod
          kibana/plumbline.ndjson | incident.windows | incident.window_count | plumbline-open-incidents uses a field that plumbline-incidents lacks: incident.window_count
          kibana/plumbline.ndjson | `0","id":"plumbline-scores"` | `0","id":"plumbline-score"` | plumbline-overview refers to no lens: plumbline-scores
          kibana/plumbline.ndjson | traces-*.otel-* | traces-* | plumbline-traces is a view of what no template covers: traces-*
          kibana/plumbline.ndjson | `"xAccessor":"time"` | `"xAccessor":"times"` | draws no column: times
          kibana/plumbline.ndjson | `"name":"p3:panel_p3"` | `"name":"p3:panel_p4"` | plumbline-overview has an empty panel: p3
          """)
  void plantedError_isFound(String file, String from, String to, String problem) {
    List<String> found = problems(files.edited(file, from, to));

    assertThat(found).anyMatch(line -> line.contains(problem), problem);
  }

  private static List<String> problems(RepositoryFiles files) {
    List<String> problems = new ArrayList<>();
    problems.addAll(new DockerfileCheck(files).problems());
    problems.addAll(new ComposeCheck(files).problems());
    problems.addAll(new CollectorConfigCheck(files, "otel-config/agent.yaml").problems());
    problems.addAll(new CollectorConfigCheck(files, "otel-config/gateway.yaml").problems());
    problems.addAll(new SavedObjectsCheck(files).problems());
    return problems;
  }
}
