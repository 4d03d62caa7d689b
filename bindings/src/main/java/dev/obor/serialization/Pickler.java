package dev.obor.serialization;

import dev.obor.Complex;
import dev.obor.DType;
import dev.obor.Device;
import dev.obor.Layout;
import dev.obor.Scalar;
import dev.obor.Size;
import dev.obor.Tensor;
import dev.obor.TorchException;
import dev.obor.TypeException;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes an object as a pickle of protocol 2, instruction by instruction as Python's pickler does
 * for the object's counterpart.
 *
 * <p>Python remembers every object that it has written and refers to it when it comes again; so
 * does this class, by identity. An object that exists in Python only while it is written, such as
 * the tuple of a tensor's sizes, takes a place in that memory too.
 */
final class Pickler {
  private static final int BATCH = 1000;
  private static final int DEEPEST = 1000;

  private final PickleOutput out = new PickleOutput();
  private final IdentityHashMap<Object, Integer> memo = new IdentityHashMap<>();
  private final Map<String, Integer> globals = new HashMap<>();
  private final TensorPickling tensors;
  private int remembered;
  private int depth;

  Pickler(SavedStorages storages) {
    this.tensors = new TensorPickling(this, out, storages);
  }

  byte[] dump(@Nullable Object object) {
    out.header();
    save(object);
    out.op(Opcode.STOP);
    return out.toByteArray();
  }

  // ---- the memory

  /** Gives an object that nothing refers to again a place. */
  int remember() {
    out.put(remembered);
    return remembered++;
  }

  private void remember(Object object) {
    memo.put(object, remember());
  }

  /** Writes a function or class of Python by its name. */
  void global(String module, String name) {
    String full = module + " " + name;
    Integer known = globals.get(full);
    if (known != null) {
      out.get(known);
    } else {
      out.global(module, name);
      globals.put(full, remember());
    }
  }

  /** Writes a text that is one object wherever it occurs in Python. */
  void literal(String text) {
    saveText(text.intern());
  }

  /** Ends a tuple whose elements have been written, the first behind a mark if there are many. */
  void endTuple(int size) {
    switch (size) {
      case 0 -> throw new IllegalArgumentException("an empty tuple has no end");
      case 1 -> out.op(Opcode.TUPLE1);
      case 2 -> out.op(Opcode.TUPLE2);
      case 3 -> out.op(Opcode.TUPLE3);
      default -> out.op(Opcode.TUPLE);
    }
    remember();
  }

  void integers(long[] values) {
    if (values.length == 0) {
      out.op(Opcode.EMPTY_TUPLE);
      return;
    }
    if (values.length > 3) {
      out.op(Opcode.MARK);
    }
    for (long value : values) {
      out.integer(value);
    }
    endTuple(values.length);
  }

  void truth(boolean value) {
    out.op(value ? Opcode.NEWTRUE : Opcode.NEWFALSE);
  }

  // ---- objects

  void save(@Nullable Object object) {
    if (object == null) {
      out.op(Opcode.NONE);
    } else if (object instanceof Boolean truth) {
      truth(truth);
    } else if (object instanceof Number number) {
      saveNumber(number);
    } else {
      Integer known = isEmpty(object) ? null : memo.get(object);
      if (known != null) {
        out.get(known);
      } else if (++depth > DEEPEST) {
        throw new TorchException(
            "maximum recursion depth exceeded while pickling an object\nMaps, lists and arrays lie"
                + " in one another more than "
                + DEEPEST
                + " deep.");
      } else {
        saveNew(object);
        depth--;
      }
    }
  }

  /** Java shares empty collections that have nothing to do with one another. */
  private static boolean isEmpty(Object object) {
    return (object instanceof Collection<?> collection && collection.isEmpty())
        || (object instanceof Map<?, ?> map && map.isEmpty());
  }

  private void saveNumber(Number number) {
    if (number instanceof Long
        || number instanceof Integer
        || number instanceof Short
        || number instanceof Byte) {
      out.integer(number.longValue());
    } else if (number instanceof Double || number instanceof Float) {
      out.real(number.doubleValue());
    } else if (number instanceof BigInteger integer) {
      out.integer(integer);
    } else if (number instanceof Scalar scalar) {
      saveScalar(scalar);
    } else {
      throw refused(number);
    }
  }

  private void saveScalar(Scalar scalar) {
    if (scalar.isBoolean()) {
      truth(scalar.booleanValue());
    } else if (scalar.isInteger()) {
      out.integer(scalar.longValue());
    } else if (scalar.isComplex()) {
      save(scalar.complexValue());
    } else {
      out.real(scalar.doubleValue());
    }
  }

  private void saveNew(Object object) {
    if (object instanceof String text) {
      saveText(text);
    } else if (object instanceof Tensor tensor) {
      tensors.save(tensor);
      remember(tensor);
    } else if (object instanceof OrderedDict<?, ?> dict) {
      saveOrderedDict(dict);
    } else if (object instanceof Map<?, ?> map) {
      saveDict(map);
    } else if (object instanceof Tuple tuple) {
      saveTuple(tuple, tuple.toArray());
    } else if (object instanceof Set<?> set) {
      saveSet(set);
    } else if (object instanceof Collection<?> collection) {
      out.op(Opcode.EMPTY_LIST);
      remember(object);
      saveItems(collection);
    } else if (object instanceof byte[] bytes) {
      saveBytes(bytes);
    } else if (object instanceof Complex complex) {
      saveComplex(complex);
    } else if (object.getClass().isArray()) {
      saveTuple(object, elements(object));
    } else if (object instanceof Record record) {
      saveTuple(record, components(record));
    } else {
      saveTypeOfTorch(object);
    }
  }

  private void saveTypeOfTorch(Object object) {
    if (object instanceof Size size) {
      global("torch", "Size");
      integers(size.toArray());
      endTuple(1);
    } else if (object instanceof DType dtype) {
      global("torch", dtype.toString().substring("torch.".length()));
      return;
    } else if (object instanceof Device device) {
      saveDevice(device);
    } else if (object instanceof Layout layout) {
      layout(layout);
      return;
    } else {
      throw refused(object);
    }
    out.op(Opcode.REDUCE);
    remember(object);
  }

  private void saveDevice(Device device) {
    global("torch", "device");
    out.text(device.type());
    remember();
    if (device.hasIndex()) {
      out.integer(device.index());
    }
    endTuple(device.hasIndex() ? 2 : 1);
  }

  void layout(Layout layout) {
    Integer known = memo.get(layout);
    if (known != null) {
      out.get(known);
      return;
    }
    global("torch.serialization", "_get_layout");
    out.text(layout.toString());
    remember();
    endTuple(1);
    out.op(Opcode.REDUCE);
    remember(layout);
  }

  private void saveText(String text) {
    Integer known = memo.get(text);
    if (known != null) {
      out.get(known);
    } else {
      out.text(text);
      remember(text);
    }
  }

  private void saveBytes(byte[] bytes) {
    global("_codecs", "encode");
    out.text(new String(bytes, StandardCharsets.ISO_8859_1));
    remember();
    literal("latin1");
    endTuple(2);
    out.op(Opcode.REDUCE);
    remember(bytes);
  }

  private void saveComplex(Complex complex) {
    global("__builtin__", "complex");
    out.real(complex.real());
    out.real(complex.imaginary());
    endTuple(2);
    out.op(Opcode.REDUCE);
    remember(complex);
  }

  // ---- containers

  private void saveDict(Map<?, ?> map) {
    out.op(Opcode.EMPTY_DICT);
    remember(map);
    int left = map.size();
    if (left == 0) {
      return;
    }
    Iterator<? extends Map.Entry<?, ?>> entries = map.entrySet().iterator();
    if (left == 1) {
      saveEntry(entries.next());
      out.op(Opcode.SETITEM);
      return;
    }
    int written;
    do {
      out.op(Opcode.MARK);
      for (written = 0; written < BATCH && entries.hasNext(); written++) {
        saveEntry(entries.next());
      }
      out.op(Opcode.SETITEMS);
    } while (written == BATCH);
  }

  private void saveOrderedDict(OrderedDict<?, ?> dict) {
    orderedDict();
    memo.put(dict, remembered - 1);
    Iterator<? extends Map.Entry<?, ?>> entries = dict.entrySet().iterator();
    while (entries.hasNext()) {
      Map.Entry<?, ?> first = entries.next();
      if (!entries.hasNext()) {
        saveEntry(first);
        out.op(Opcode.SETITEM);
        break;
      }
      out.op(Opcode.MARK);
      saveEntry(first);
      for (int written = 1; written < BATCH && entries.hasNext(); written++) {
        saveEntry(entries.next());
      }
      out.op(Opcode.SETITEMS);
    }
    if (!dict.attributes().isEmpty()) {
      saveDict(dict.attributes());
      out.op(Opcode.BUILD);
    }
  }

  /** Writes an ordered dict without entries. */
  void orderedDict() {
    global("collections", "OrderedDict");
    out.op(Opcode.EMPTY_TUPLE);
    out.op(Opcode.REDUCE);
    remember();
  }

  private void saveEntry(Map.Entry<?, ?> entry) {
    Object key = entry.getKey();
    if (key instanceof Map || (key instanceof Collection && !(key instanceof Tuple))) {
      throw new TypeException(
          "unhashable type: '"
              + (key instanceof Map ? "dict" : key instanceof Set ? "set" : "list")
              + "'\nPython's keys are strings, numbers and tuples of them; the key is a "
              + key.getClass().getName());
    }
    save(key);
    save(entry.getValue());
  }

  private void saveItems(Collection<?> items) {
    int left = items.size();
    if (left == 0) {
      return;
    }
    Iterator<?> elements = items.iterator();
    if (left == 1) {
      save(elements.next());
      out.op(Opcode.APPEND);
      return;
    }
    while (elements.hasNext()) {
      out.op(Opcode.MARK);
      for (int written = 0; written < BATCH && elements.hasNext(); written++) {
        save(elements.next());
      }
      out.op(Opcode.APPENDS);
    }
  }

  private void saveSet(Set<?> set) {
    global("__builtin__", "set");
    out.op(Opcode.EMPTY_LIST);
    remember();
    saveItems(set);
    endTuple(1);
    out.op(Opcode.REDUCE);
    remember(set);
  }

  /** A tuple comes to be when its elements are there, so one that holds itself is found twice. */
  private void saveTuple(Object tuple, @Nullable Object[] elements) {
    if (elements.length == 0) {
      out.op(Opcode.EMPTY_TUPLE);
      return;
    }
    boolean marked = elements.length > 3;
    if (marked) {
      out.op(Opcode.MARK);
    }
    for (Object element : elements) {
      save(element);
    }
    Integer within = memo.get(tuple);
    if (within != null) {
      for (int i = 0; i < (marked ? 1 : elements.length); i++) {
        out.op(marked ? Opcode.POP_MARK : Opcode.POP);
      }
      out.get(within);
      return;
    }
    endTuple(elements.length);
    memo.put(tuple, remembered - 1);
  }

  private static @Nullable Object[] elements(Object array) {
    @Nullable Object[] elements = new @Nullable Object[Array.getLength(array)];
    for (int i = 0; i < elements.length; i++) {
      elements[i] = Array.get(array, i);
    }
    return elements;
  }

  private @Nullable Object[] components(Record record) {
    var components = record.getClass().getRecordComponents();
    @Nullable Object[] values = new @Nullable Object[components.length];
    try {
      for (int i = 0; i < values.length; i++) {
        var accessor = components[i].getAccessor();
        accessor.setAccessible(true);
        values[i] = accessor.invoke(record);
      }
    } catch (ReflectiveOperationException | RuntimeException e) {
      TypeException refusal = refused(record);
      refusal.initCause(e);
      throw refusal;
    }
    return values;
  }

  private static TypeException refused(Object object) {
    return new TypeException(
        "cannot pickle '"
            + object.getClass().getName()
            + "' object\nTorch.save writes tensors, maps, lists, sets, arrays, records, strings,"
            + " numbers, truth values, null, and the sizes, dtypes, devices and layouts of torch. Of"
            + " a module save module.stateDict(), of an optimizer optimizer.stateDict(), and of"
            + " other objects the values that they consist of.");
  }
}
