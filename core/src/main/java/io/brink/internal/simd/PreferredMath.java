package io.brink.internal.simd;

/** Chooses the provider once, at class load. */
final class PreferredMath {

  static final VectorMath INSTANCE = choose();

  private PreferredMath() {}

  private static VectorMath choose() {
    return ModuleLayer.boot().findModule("jdk.incubator.vector").isPresent()
        ? new SimdMath()
        : new ScalarMath();
  }
}
