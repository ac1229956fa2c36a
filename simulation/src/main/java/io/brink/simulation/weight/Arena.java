package io.brink.simulation.weight;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/**
 * Arrays that are used again and again by one thread: fresh ones would have to be fetched from
 * memory each time. Contents are undefined when an array is taken. Not thread-safe.
 */
public final class Arena {

  private final Map<Integer, ArrayDeque<double[]>> free = new HashMap<>();

  /** Creates an empty arena. */
  public Arena() {}

  /** An array of that length, of undefined content. */
  public double[] take(int length) {
    ArrayDeque<double[]> same = free.get(length);
    double[] array = same == null ? null : same.pollLast();
    return array == null ? new double[length] : array;
  }

  /** An array of zeros. */
  public double[] takeZeros(int length) {
    double[] array = take(length);
    Arrays.fill(array, 0);
    return array;
  }

  /** Several arrays of that length. */
  public double[][] take(int count, int length) {
    double[][] arrays = new double[count][];
    for (int i = 0; i < count; i++) {
      arrays[i] = take(length);
    }
    return arrays;
  }

  /** Gives an array back, which the giver must not use any more; null is passed over. */
  public void give(double[] array) {
    if (array != null) {
      free.computeIfAbsent(array.length, _ -> new ArrayDeque<>()).addLast(array);
    }
  }

  /** Gives several arrays back. */
  public void give(double[][] arrays) {
    for (double[] array : arrays) {
      give(array);
    }
  }
}
