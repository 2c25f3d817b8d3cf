package io.plumbline.otlp.schema;

/** Field numbers of {@code opentelemetry/proto/resource/v1/resource.proto}. */
public final class ResourceFields {
  private ResourceFields() {}

  public static final class Resource {
    public static final int ATTRIBUTES = 1;
    public static final int DROPPED_ATTRIBUTES_COUNT = 2;
    public static final int ENTITY_REFS = 3;

    private Resource() {}
  }
}
