package dev.obor.data;

import dev.obor.ValueException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Datasets side by side: an item has the item of each at the same index: Python's {@code
 * torch.utils.data.StackDataset}.
 *
 * <pre>{@code
 * Dataset<Object[]> pairs = StackDataset.of(images, texts);
 * Dataset<Map<String, Object>> named =
 *     StackDataset.of(Map.of("image", images, "text", texts));
 * }</pre>
 *
 * <p>Several threads may read it at once if its datasets allow it.
 *
 * @param <T> an item: an array, or a map by names
 */
public final class StackDataset<T> implements Dataset<T> {
  private final List<Dataset<?>> datasets;
  private final Function<List<?>, T> joined;
  private final int size;

  private StackDataset(List<? extends Dataset<?>> datasets, Function<List<?>, T> joined) {
    if (datasets.isEmpty()) {
      throw new ValueException("At least one dataset should be passed");
    }
    this.datasets = List.copyOf(datasets);
    this.joined = joined;
    this.size = datasets.get(0).size();
    for (Dataset<?> dataset : datasets) {
      if (dataset.size() != size) {
        throw new ValueException(
            "Size mismatch between datasets\nTheir sizes are "
                + datasets.stream().map(Dataset::size).toList()
                + ".");
      }
    }
  }

  /**
   * Puts datasets side by side; items are arrays in their order: Python's {@code
   * StackDataset(images, texts)}.
   *
   * @throws ValueException if there are none, or their sizes differ
   */
  public static StackDataset<Object[]> of(Dataset<?>... datasets) {
    return new StackDataset<>(Arrays.asList(datasets), List::toArray);
  }

  /**
   * Puts datasets side by side by names; items are maps in their order: Python's {@code
   * StackDataset(image=images, text=texts)}.
   *
   * @throws ValueException if there are none, or their sizes differ
   */
  public static StackDataset<Map<String, Object>> of(Map<String, ? extends Dataset<?>> datasets) {
    List<String> names = List.copyOf(datasets.keySet());
    return new StackDataset<>(
        List.copyOf(datasets.values()),
        parts -> {
          Map<String, Object> item = new LinkedHashMap<>();
          for (int i = 0; i < names.size(); i++) {
            item.put(names.get(i), parts.get(i));
          }
          return item;
        });
  }

  /** The datasets in their order: Python's {@code datasets}. */
  public List<Dataset<?>> datasets() {
    return datasets;
  }

  @Override
  public T get(int index) {
    List<Object> parts = new ArrayList<>();
    datasets.forEach(dataset -> parts.add(dataset.get(index)));
    return joined.apply(parts);
  }

  @Override
  public int size() {
    return size;
  }

  @Override
  public List<T> getItems(int[] indices) {
    List<List<?>> columns = new ArrayList<>();
    for (Dataset<?> dataset : datasets) {
      List<?> column = dataset.getItems(indices);
      if (column.size() != indices.length) {
        throw new ValueException(
            "Nested dataset's output size mismatch. Expected "
                + indices.length
                + ", got "
                + column.size());
      }
      columns.add(column);
    }
    List<T> items = new ArrayList<>(indices.length);
    for (int i = 0; i < indices.length; i++) {
      int place = i;
      items.add(joined.apply(columns.stream().map(column -> column.get(place)).toList()));
    }
    return items;
  }
}
