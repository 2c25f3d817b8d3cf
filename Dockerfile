# Images of Plumbline, one target each: agent, gateway, detector, samples.
#
#   docker build --target gateway --tag plumbline/gateway .

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
COPY . .
RUN --mount=type=cache,target=/root/.m2 \
    mvn -B -Dmaven.test.skip=true -Djacoco.skip=true -Delasticsearch.node.skip=true \
      -pl agent,gateway,detector,sample-services -am package

# What all have in common: the runtime, a user without rights, and a folder that is this user's.
FROM eclipse-temurin:25-jre AS runtime
# curl is for the health checks; the image has it today.
RUN command -v curl || (apt-get update && apt-get install -y --no-install-recommends curl \
    && rm -rf /var/lib/apt/lists/*)
RUN groupadd --system --gid 10001 plumbline \
    && useradd --system --uid 10001 --gid plumbline --no-create-home plumbline \
    && install -d -o plumbline -g plumbline /var/lib/plumbline
WORKDIR /var/lib/plumbline
USER plumbline

FROM runtime AS agent
COPY --from=build /src/agent/target/lib /opt/plumbline/lib
COPY --from=build /src/agent/target/agent.jar /opt/plumbline/
COPY otel-config/agent.yaml /etc/plumbline/agent.yaml
ENV PLUMBLINE_OTLP_GRPC=0.0.0.0:4317 \
    PLUMBLINE_OTLP_HTTP=0.0.0.0:4318 \
    PLUMBLINE_METRICS_HOST=0.0.0.0 \
    PLUMBLINE_HEALTH=0.0.0.0:13133
EXPOSE 4317 4318 8888 13133
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s \
    CMD ["curl", "--fail", "--silent", "http://localhost:13133/"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/plumbline/agent.jar:/opt/plumbline/lib/*", "io.plumbline.agent.AgentMain"]
CMD ["--config", "/etc/plumbline/agent.yaml"]

FROM runtime AS gateway
COPY --from=build /src/gateway/target/lib /opt/plumbline/lib
COPY --from=build /src/gateway/target/gateway.jar /opt/plumbline/
COPY otel-config/gateway.yaml /etc/plumbline/gateway.yaml
ENV PLUMBLINE_OTLP_GRPC=0.0.0.0:14317 \
    PLUMBLINE_OTLP_HTTP=0.0.0.0:14318 \
    PLUMBLINE_METRICS_HOST=0.0.0.0 \
    PLUMBLINE_HEALTH=0.0.0.0:13134 \
    PLUMBLINE_DEAD_LETTER_DIR=/var/lib/plumbline/dead-letter
EXPOSE 14317 14318 8889 13134
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s \
    CMD ["curl", "--fail", "--silent", "http://localhost:13134/"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/plumbline/gateway.jar:/opt/plumbline/lib/*", "io.plumbline.gateway.GatewayMain"]
CMD ["--config", "/etc/plumbline/gateway.yaml"]

# Also runs the store's installer, whose code the detector brings: io.plumbline.elk.ElkMain.
FROM runtime AS detector
COPY --from=build /src/detector/target/lib /opt/plumbline/lib
COPY --from=build /src/detector/target/detector.jar /opt/plumbline/
EXPOSE 8080 9464
HEALTHCHECK --interval=5s --timeout=3s --start-period=30s \
    CMD ["curl", "--fail", "--silent", "http://localhost:8080/"]
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/plumbline/detector.jar:/opt/plumbline/lib/*", "io.plumbline.detector.DetectorMain"]
CMD ["serve", "--port", "8080"]

FROM runtime AS samples
COPY --from=build /src/sample-services/target/lib /opt/plumbline/lib
COPY --from=build /src/sample-services/target/sample-services.jar /opt/plumbline/
EXPOSE 8081 8082 8083 8084
ENTRYPOINT ["java", "-XX:MaxRAMPercentage=70", "-XX:+ExitOnOutOfMemoryError", "-cp", "/opt/plumbline/sample-services.jar:/opt/plumbline/lib/*", "io.plumbline.samples.SamplesMain"]
CMD ["--help"]
