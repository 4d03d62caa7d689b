package dev.obor.training;

import dev.obor.PythonNumber;
import dev.obor.files.WholeFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The measures of every epoch of a training, in order.
 *
 * <pre>{@code
 * History history = trainer.fit(train, validation);
 * List<Double> losses = history.get("val_loss");
 * history.save(Path.of("history.csv"));
 * }</pre>
 *
 * <p>For one thread at a time.
 */
public final class History {
  private final List<Map<String, Double>> epochs = new ArrayList<>();

  History() {}

  void add(Map<String, Double> result) {
    epochs.add(Collections.unmodifiableMap(new LinkedHashMap<>(result)));
  }

  void clear() {
    epochs.clear();
  }

  /** The number of epochs. */
  public int size() {
    return epochs.size();
  }

  /** The measures of each epoch; the list is a copy, and its maps cannot be changed. */
  public List<Map<String, Double>> epochs() {
    return List.copyOf(epochs);
  }

  /** The measures of the last epoch; empty before there is one. */
  public Map<String, Double> last() {
    return epochs.isEmpty() ? Map.of() : epochs.get(epochs.size() - 1);
  }

  /**
   * One measure in every epoch: {@code [result[name] for result in history]}.
   *
   * @return a new list; not-a-number where an epoch has no such measure
   */
  public List<Double> get(String name) {
    List<Double> values = new ArrayList<>();
    for (Map<String, Double> epoch : epochs) {
      values.add(epoch.getOrDefault(name, Double.NaN));
    }
    return values;
  }

  /**
   * The history as comma-separated values: a line with the names, then one for each epoch, which
   * begins with its number. Numbers have all their digits; an absent one is empty.
   */
  public String toCsv() {
    Set<String> names = new LinkedHashSet<>();
    epochs.forEach(epoch -> names.addAll(epoch.keySet()));
    StringBuilder text = new StringBuilder("epoch");
    names.forEach(name -> text.append(',').append(quoted(name)));
    text.append('\n');
    for (int i = 0; i < epochs.size(); i++) {
      text.append(i);
      for (String name : names) {
        Double value = epochs.get(i).get(name);
        text.append(',').append(value == null ? "" : PythonNumber.repr(value));
      }
      text.append('\n');
    }
    return text.toString();
  }

  private static String quoted(String name) {
    return name.matches("[^\",\\r\\n]*") ? name : '"' + name.replace("\"", "\"\"") + '"';
  }

  /**
   * Writes {@link #toCsv()} into a file, which is there whole or not at all.
   *
   * @throws IOException if it cannot be written
   */
  public void save(Path file) throws IOException {
    WholeFile.write(file, out -> out.write(toCsv().getBytes(StandardCharsets.UTF_8)));
  }
}
