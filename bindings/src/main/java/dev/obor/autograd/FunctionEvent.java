package dev.obor.autograd;

import dev.obor.CallRecord;
import dev.obor.PythonNumber;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One call of a function in a profile: Python's {@code FunctionEvent}. Safe for use by any thread.
 */
public final class FunctionEvent extends EventTimes {
  private final CallRecord.Entry entry;
  private final int id;
  private final double startUs;
  private final double endUs;
  private List<FunctionEvent> cpuChildren = new ArrayList<>();
  private @Nullable FunctionEvent cpuParent;

  private FunctionEvent(int id, CallRecord.Entry entry, long origin) {
    this.id = id;
    this.entry = entry;
    this.startUs = (entry.begin() - origin) / 1000.0;
    this.endUs = (entry.end() - origin) / 1000.0;
  }

  /** The events of a record, each with its caller and what it calls. */
  static EventList<FunctionEvent> list(List<CallRecord.Entry> entries) {
    long origin = entries.isEmpty() ? 0 : entries.get(0).begin();
    List<FunctionEvent> events = new ArrayList<>();
    for (CallRecord.Entry entry : entries) {
      FunctionEvent event = new FunctionEvent(events.size() + 1, entry, origin);
      if (entry.caller() >= 0) {
        event.cpuParent = events.get(entry.caller());
        event.cpuParent.cpuChildren.add(event);
      }
      events.add(event);
    }
    boolean merged;
    do {
      merged = events.removeIf(FunctionEvent::merges);
    } while (merged);
    return new EventList<>(events);
  }

  /** Whether the event is all that a call of the same name does, which then takes its place. */
  private boolean merges() {
    FunctionEvent parent = cpuParent;
    if (parent == null || !parent.key().equals(key()) || parent.cpuChildren.size() != 1) {
      return false;
    }
    parent.cpuChildren = cpuChildren;
    cpuChildren.forEach(child -> child.cpuParent = parent);
    return true;
  }

  /** The number of the event in its profile, from 1 on: Python's {@code event.id}. */
  public int id() {
    return id;
  }

  /** The name of the function: Python's {@code event.name}. */
  public String name() {
    return entry.name();
  }

  @Override
  public String key() {
    return entry.name();
  }

  @Override
  public long count() {
    return 1;
  }

  /** When the call began, after the first one: Python's {@code event.time_range.start}. */
  public double startUs() {
    return startUs;
  }

  /** When the call ended: Python's {@code event.time_range.end}. */
  public double endUs() {
    return endUs;
  }

  @Override
  public double cpuTimeTotal() {
    return endUs - startUs;
  }

  @Override
  public double selfCpuTimeTotal() {
    return cpuTimeTotal() - cpuChildren.stream().mapToDouble(EventTimes::cpuTimeTotal).sum();
  }

  @Override
  public List<List<Long>> inputShapes() {
    return entry.shapes();
  }

  /** A number of the thread that ran the function: Python's {@code event.thread}. */
  public long thread() {
    return entry.thread();
  }

  /**
   * What kind of function it is: 0 for operators, 1 for functions of the backward pass, 7 for
   * {@link Profiler#recordFunction}: Python's {@code event.scope}.
   */
  public int scope() {
    return entry.scope();
  }

  /**
   * What an operator has in common with its function of the backward pass, or -1: Python's {@code
   * event.sequence_nr}.
   */
  public long sequenceNr() {
    return entry.sequence();
  }

  @Override
  public @Nullable FunctionEvent cpuParent() {
    return cpuParent;
  }

  /** The calls that were made in this one: Python's {@code event.cpu_children}. */
  public List<FunctionEvent> cpuChildren() {
    return Collections.unmodifiableList(cpuChildren);
  }

  @Override
  public String toString() {
    return "<FunctionEvent id="
        + id
        + " name="
        + key()
        + " overload_name= device_type=DeviceType.CPU node_id=-1 cpu_time="
        + time(cpuTime())
        + " start_us="
        + PythonNumber.repr(startUs)
        + " end_us="
        + PythonNumber.repr(endUs)
        + " cpu_children="
        + cpuChildren.stream().map(FunctionEvent::id).toList()
        + " None_time=0.000us name="
        + key()
        + " thread="
        + thread()
        + " input_shapes="
        + inputShapes()
        + " cpu_memory_usage=0 None_memory_usage=0 is_async=False is_remote=False seq_nr="
        + sequenceNr()
        + " is_legacy=False>";
  }
}
