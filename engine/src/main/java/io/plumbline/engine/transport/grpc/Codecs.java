package io.plumbline.engine.transport.grpc;

import io.grpc.Codec;
import io.grpc.CompressorRegistry;
import io.grpc.DecompressorRegistry;

/** The message encodings that servers take and clients can ask for: gzip and zstd. */
final class Codecs {
  static final DecompressorRegistry DECOMPRESSORS =
      DecompressorRegistry.getDefaultInstance().with(new ZstdCodec(), true);
  static final CompressorRegistry COMPRESSORS = compressors();

  private Codecs() {}

  private static CompressorRegistry compressors() {
    CompressorRegistry registry = CompressorRegistry.newEmptyInstance();
    registry.register(Codec.Identity.NONE);
    registry.register(new Codec.Gzip());
    registry.register(new ZstdCodec());
    return registry;
  }
}
