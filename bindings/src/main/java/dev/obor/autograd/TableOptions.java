package dev.obor.autograd;

import dev.obor.ValueException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The keyword arguments of {@link EventList#table(java.util.function.Consumer)}.
 *
 * <p>An object of this class lives for one call; it is not safe for use by several threads.
 */
public final class TableOptions {
  private static final List<String> KEYS =
      List.of("cpu_time", "cpu_time_total", "self_cpu_time_total", "count");
  private static final List<String> UNITS = List.of("s", "ms", "us");

  @Nullable String sortBy;
  int rowLimit = 100;
  int maxNameColumnWidth = 55;
  int maxShapesColumnWidth = 80;
  @Nullable String header;
  boolean topLevelEventsOnly;
  @Nullable String timeUnit;

  TableOptions() {}

  /**
   * Sets by what the lines are sorted, the largest first: {@code cpu_time}, {@code cpu_time_total},
   * {@code self_cpu_time_total} or {@code count}; without it, they come in the list's order.
   *
   * @throws ValueException if it is none of them
   */
  public TableOptions sortBy(String value) {
    if (!KEYS.contains(value)) {
      throw new ValueException("sort_by must be one of " + KEYS + ", got " + value);
    }
    this.sortBy = value;
    return this;
  }

  /** Sets how many lines there are at most, or -1 for all; without it, 100. */
  public TableOptions rowLimit(int value) {
    this.rowLimit = value;
    return this;
  }

  /** Sets how wide the column of names is at most; without it, 55 characters. */
  public TableOptions maxNameColumnWidth(int value) {
    this.maxNameColumnWidth = value;
    return this;
  }

  /** Sets how wide the column of shapes is at most; without it, 80 characters. */
  public TableOptions maxShapesColumnWidth(int value) {
    this.maxShapesColumnWidth = value;
    return this;
  }

  /** Sets a line above the table. */
  public TableOptions header(String value) {
    this.header = value;
    return this;
  }

  /** Sets whether only calls are shown that were made in no other one; without it, all are. */
  public TableOptions topLevelEventsOnly(boolean value) {
    this.topLevelEventsOnly = value;
    return this;
  }

  /**
   * Sets the unit of all times, {@code s}, {@code ms} or {@code us}; without it, each has its own.
   *
   * @throws ValueException if it is none of them
   */
  public TableOptions timeUnit(String value) {
    if (!UNITS.contains(value)) {
      throw new ValueException("time_unit must be one of " + UNITS + ", got " + value);
    }
    this.timeUnit = value;
    return this;
  }
}
