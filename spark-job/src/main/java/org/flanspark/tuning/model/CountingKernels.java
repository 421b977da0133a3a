package org.flanspark.tuning.model;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.Arrays;
import java.util.List;
import org.flanspark.tuning.kernel.ElementType;
import org.flanspark.tuning.kernel.Indices;
import org.flanspark.tuning.kernel.Kernels;
import org.flanspark.tuning.kernel.Tensor;
import org.jspecify.annotations.Nullable;

/**
 * Kernels that compute nothing and count what is allocated: a decoder that runs on them tells what
 * it will need without needing it. A proxy, so that an operation more changes nothing here.
 */
final class CountingKernels implements InvocationHandler {
  private final Kernels measured;
  private long values;

  private CountingKernels(Kernels measured) {
    this.measured = measured;
  }

  /**
   * A count that starts at nothing.
   *
   * @param measured asked for what each implementation decides: the memory of its attention
   */
  static CountingKernels of(Kernels measured) {
    return new CountingKernels(measured);
  }

  /** The kernels that are counted here. */
  Kernels kernels() {
    Class<?>[] types = {Kernels.class};
    return (Kernels) Proxy.newProxyInstance(Kernels.class.getClassLoader(), types, this);
  }

  /** The values of all tensors that are allocated and not released. */
  long values() {
    return values;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method operation, Object @Nullable [] arguments)
      throws Throwable {
    return switch (operation.getName()) {
      case "allocate" -> allocate((long[]) argument(arguments, 0));
      case "view" -> Place.of((long[]) argument(arguments, 2));
      case "indices" -> new Count(((int[]) argument(arguments, 0)).length);
      case "release" -> {
        values -= ((Tensor) argument(arguments, 0)).size();
        yield null;
      }
      case "elementType", "attentionMemory" -> ask(operation, arguments);
      case "norm" -> 0.0;
      default -> null;
    };
  }

  private Tensor allocate(long[] dimensions) {
    Tensor tensor = Place.of(dimensions);
    values += tensor.size();
    return tensor;
  }

  private @Nullable Object ask(Method operation, Object @Nullable [] arguments) throws Throwable {
    try {
      return operation.invoke(measured, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause();
    }
  }

  private static Object argument(Object @Nullable [] arguments, int index) {
    if (arguments == null) {
      throw new IllegalStateException("Missing argument " + index);
    }
    return arguments[index];
  }

  /** A tensor that has no memory. */
  private record Place(ElementType type, List<Long> dimensions) implements Tensor {
    static Place of(long[] dimensions) {
      return new Place(ElementType.FLOAT32, Arrays.stream(dimensions).boxed().toList());
    }
  }

  /** Indices that are only counted. */
  private record Count(int size) implements Indices {}
}
