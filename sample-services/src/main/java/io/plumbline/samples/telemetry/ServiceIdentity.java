package io.plumbline.samples.telemetry;

import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_INSTANCE_ID;
import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_NAME;
import static io.opentelemetry.semconv.ServiceAttributes.SERVICE_VERSION;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.sdk.resources.Resource;

/** Which service telemetry comes from: the three {@code service.*} attributes of its resource. */
public record ServiceIdentity(String name, String version, String instanceId) {
  Resource asResource() {
    return Resource.create(
        Attributes.of(
            SERVICE_NAME, name, SERVICE_VERSION, version, SERVICE_INSTANCE_ID, instanceId));
  }
}
