package io.plumbline.otlp.schema;

/** Field numbers of {@code opentelemetry/proto/common/v1/common.proto}. */
public final class CommonFields {
  private CommonFields() {}

  public static final class AnyValue {
    public static final int STRING_VALUE = 1;
    public static final int BOOL_VALUE = 2;
    public static final int INT_VALUE = 3;
    public static final int DOUBLE_VALUE = 4;
    public static final int ARRAY_VALUE = 5;
    public static final int KVLIST_VALUE = 6;
    public static final int BYTES_VALUE = 7;
    public static final int STRING_VALUE_STRINDEX = 8;

    private AnyValue() {}
  }

  public static final class ArrayValue {
    public static final int VALUES = 1;

    private ArrayValue() {}
  }

  public static final class KeyValueList {
    public static final int VALUES = 1;

    private KeyValueList() {}
  }

  public static final class KeyValue {
    public static final int KEY = 1;
    public static final int VALUE = 2;
    public static final int KEY_STRINDEX = 3;

    private KeyValue() {}
  }

  public static final class InstrumentationScope {
    public static final int NAME = 1;
    public static final int VERSION = 2;
    public static final int ATTRIBUTES = 3;
    public static final int DROPPED_ATTRIBUTES_COUNT = 4;

    private InstrumentationScope() {}
  }

  public static final class EntityRef {
    public static final int SCHEMA_URL = 1;
    public static final int TYPE = 2;
    public static final int ID_KEYS = 3;
    public static final int DESCRIPTION_KEYS = 4;

    private EntityRef() {}
  }
}
