package dev.obor.serialization;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Reads one pickle of protocol 0 to 5. It knows how to make plain data, and calls only what {@link
 * Globals} lists.
 *
 * <p>An instruction costs at most some tens of bytes of memory for each byte that it takes in the
 * file, so that a file cannot ask for more than a multiple of its size. Nothing here recurses.
 */
final class Unpickler {
  private static final int LONGEST_INTEGER = 1 << 14;
  private static final Object UNSET = new Object();

  /** What a pickle may name. */
  interface Names {
    /**
     * What a pickle means by a name.
     *
     * @throws UnpicklingException if the name is not on the list
     */
    Object find(String module, String name, ByteSource source);
  }

  /** An object that gets its state after it is made. */
  abstract static class Stateful {
    abstract void setState(@Nullable Object state);
  }

  /** Finds the storages that a pickle refers to. */
  interface StorageReader {
    LoadedStorage storage(Tuple id) throws IOException;
  }

  private final PickleInput in;
  private final TensorRebuilding tensors;
  private final StorageReader storages;
  private final Names names;
  private final Charset oldTexts;
  private final long start;
  private final ArrayList<@Nullable Object> stack = new ArrayList<>();
  private final ArrayList<Integer> marks = new ArrayList<>();
  private @Nullable Object[] memo = new @Nullable Object[16];
  private int remembered;

  Unpickler(PickleInput in, TensorRebuilding tensors, StorageReader storages) {
    // torch.load takes the texts of Python 2 for UTF-8.
    this(in, tensors, storages, Globals::find, StandardCharsets.UTF_8);
  }

  /**
   * Makes an interpreter.
   *
   * @param names what the pickle may name
   * @param oldTexts what the texts of Python 2 are written in
   */
  Unpickler(
      PickleInput in,
      TensorRebuilding tensors,
      StorageReader storages,
      Names names,
      Charset oldTexts) {
    this.in = in;
    this.tensors = tensors;
    this.storages = storages;
    this.names = names;
    this.oldTexts = oldTexts;
    this.start = in.position();
  }

  @Nullable Object load() throws IOException {
    int opcode = in.readByte();
    while (opcode != Opcode.STOP) {
      if (!number(opcode) && !text(opcode) && !container(opcode) && !memory(opcode)) {
        risky(opcode);
      }
      opcode = in.readByte();
    }
    return pop();
  }

  private UnpicklingException refused(String text) {
    return UnpicklingException.of(text + "\nThe file is " + in.source().name());
  }

  // ---- the stack

  private void push(@Nullable Object value) {
    stack.add(value);
  }

  /** Where the part of the stack begins that instructions may take from. */
  private int floor() {
    return marks.isEmpty() ? 0 : marks.get(marks.size() - 1);
  }

  private @Nullable Object pop() {
    if (stack.size() <= floor()) {
      throw refused("pop from empty list");
    }
    return stack.remove(stack.size() - 1);
  }

  private @Nullable Object top() {
    if (stack.size() <= floor()) {
      throw refused("list index out of range");
    }
    return stack.get(stack.size() - 1);
  }

  private @Nullable Object[] popMark() {
    if (marks.isEmpty()) {
      throw refused("could not find MARK");
    }
    int from = marks.remove(marks.size() - 1);
    List<@Nullable Object> part = stack.subList(from, stack.size());
    @Nullable Object[] items = part.toArray();
    part.clear();
    return items;
  }

  // ---- numbers and truth

  private boolean number(int opcode) throws IOException {
    switch (opcode) {
      case Opcode.NONE -> push(null);
      case Opcode.NEWTRUE -> push(true);
      case Opcode.NEWFALSE -> push(false);
      case Opcode.BININT -> push((long) (int) in.readUnsigned(4));
      case Opcode.BININT1 -> push(in.readUnsigned(1));
      case Opcode.BININT2 -> push(in.readUnsigned(2));
      case Opcode.LONG1 -> push(integer(in.readUnsigned(1)));
      case Opcode.LONG4 -> push(integer(in.readUnsigned(4)));
      case Opcode.BINFLOAT -> push(in.readDouble());
      case Opcode.INT -> push(PickleText.integerOrTruth(in.readLine()));
      case Opcode.LONG -> push(PickleText.integer(in.readLine()));
      case Opcode.FLOAT -> push(PickleText.real(in.readLine()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private Number integer(long length) throws IOException {
    if (length > LONGEST_INTEGER) {
      throw refused("a whole number of " + length + " bytes is too large");
    }
    byte[] bytes = in.readBytes(length);
    if (bytes.length == 0) {
      return 0L;
    }
    for (int i = 0, j = bytes.length - 1; i < j; i++, j--) {
      byte b = bytes[i];
      bytes[i] = bytes[j];
      bytes[j] = b;
    }
    return PickleText.narrowed(new BigInteger(bytes));
  }

  // ---- texts and bytes

  private boolean text(int opcode) throws IOException {
    switch (opcode) {
      case Opcode.BINUNICODE -> push(in.readText(in.readUnsigned(4)));
      case Opcode.SHORT_BINUNICODE -> push(in.readText(in.readUnsigned(1)));
      case Opcode.BINUNICODE8 -> push(in.readText(in.readUnsigned(8)));
      case Opcode.SHORT_BINSTRING -> push(in.readText(in.readUnsigned(1), oldTexts));
      case Opcode.BINSTRING -> push(in.readText(in.readUnsigned(4), oldTexts));
      case Opcode.STRING -> push(PickleText.quoted(in.readLine()));
      case Opcode.UNICODE -> push(PickleText.escaped(in.readLine()));
      case Opcode.BINBYTES -> push(in.readBytes(in.readUnsigned(4)));
      case Opcode.SHORT_BINBYTES -> push(in.readBytes(in.readUnsigned(1)));
      case Opcode.BINBYTES8, Opcode.BYTEARRAY8 -> push(in.readBytes(in.readUnsigned(8)));
      default -> {
        return false;
      }
    }
    return true;
  }

  // ---- containers

  private boolean container(int opcode) {
    switch (opcode) {
      case Opcode.MARK -> marks.add(stack.size());
      case Opcode.POP -> {
        if (stack.size() == floor() && !marks.isEmpty()) {
          marks.remove(marks.size() - 1);
        } else {
          pop();
        }
      }
      case Opcode.POP_MARK -> popMark();
      case Opcode.DUP -> push(top());
      case Opcode.EMPTY_TUPLE -> push(Tuple.of());
      case Opcode.TUPLE -> push(Tuple.over(popMark()));
      case Opcode.TUPLE1 -> push(Tuple.of(pop()));
      case Opcode.TUPLE2 -> {
        Object second = pop();
        push(Tuple.of(pop(), second));
      }
      case Opcode.TUPLE3 -> {
        Object third = pop();
        Object second = pop();
        push(Tuple.of(pop(), second, third));
      }
      case Opcode.EMPTY_LIST -> push(new ArrayList<@Nullable Object>(0));
      case Opcode.LIST -> push(new ArrayList<>(Arrays.asList(popMark())));
      case Opcode.APPEND -> {
        Object item = pop();
        list("append to").add(item);
      }
      case Opcode.APPENDS -> {
        @Nullable Object[] items = popMark();
        list("extend").addAll(Arrays.asList(items));
      }
      case Opcode.EMPTY_DICT -> push(new LinkedHashMap<@Nullable Object, @Nullable Object>(0));
      case Opcode.DICT -> {
        @Nullable Object[] items = popMark();
        Map<@Nullable Object, @Nullable Object> dict = new LinkedHashMap<>(0);
        putAll(dict, items);
        push(dict);
      }
      case Opcode.SETITEM -> {
        Object value = pop();
        Object key = pop();
        dict("SETITEM").put(PythonTypes.key(key), value);
      }
      case Opcode.SETITEMS -> {
        @Nullable Object[] items = popMark();
        putAll(dict("SETITEMS"), items);
      }
      case Opcode.EMPTY_SET -> push(new LinkedHashSet<@Nullable Object>(0));
      case Opcode.ADDITEMS -> {
        @Nullable Object[] items = popMark();
        if (!(top() instanceof Set<?>)) {
          throw refused("Can only add to sets, but got " + PythonTypes.nameOf(top()));
        }
        @SuppressWarnings("unchecked") // no other sets are made
        Set<@Nullable Object> set = (Set<@Nullable Object>) top();
        for (Object item : items) {
          set.add(PythonTypes.key(item));
        }
      }
      default -> {
        return false;
      }
    }
    return true;
  }

  @SuppressWarnings("unchecked") // no other lists are made
  private List<@Nullable Object> list(String verb) {
    Object list = top();
    if (!(list instanceof ArrayList)) {
      throw refused("Can only " + verb + " lists, but got " + PythonTypes.nameOf(list));
    }
    return (List<@Nullable Object>) list;
  }

  @SuppressWarnings("unchecked") // no other maps are made
  private Map<@Nullable Object, @Nullable Object> dict(String instruction) {
    Object dict = top();
    if (!(dict instanceof Map)) {
      throw refused(
          "Can only "
              + instruction
              + " for dict, collections.OrderedDict, collections.Counter, but got "
              + PythonTypes.nameOf(dict));
    }
    return (Map<@Nullable Object, @Nullable Object>) dict;
  }

  private void putAll(
      Map<@Nullable Object, @Nullable Object> dict, @Nullable Object[] keysAndValues) {
    if (keysAndValues.length % 2 != 0) {
      throw refused("odd number of items for a dict");
    }
    for (int i = 0; i < keysAndValues.length; i += 2) {
      dict.put(PythonTypes.key(keysAndValues[i]), keysAndValues[i + 1]);
    }
  }

  // ---- the memory

  private boolean memory(int opcode) throws IOException {
    switch (opcode) {
      case Opcode.PROTO -> {
        long protocol = in.readUnsigned(1);
        if (protocol > 5) {
          throw refused("unsupported pickle protocol: " + protocol);
        }
      }
      case Opcode.FRAME -> in.readUnsigned(8);
      case Opcode.BINPUT -> put(in.readUnsigned(1));
      case Opcode.LONG_BINPUT -> put(in.readUnsigned(4));
      case Opcode.PUT -> put(PickleText.index(in.readLine()));
      case Opcode.MEMOIZE -> put(remembered);
      case Opcode.BINGET -> get(in.readUnsigned(1));
      case Opcode.LONG_BINGET -> get(in.readUnsigned(4));
      case Opcode.GET -> get(PickleText.index(in.readLine()));
      default -> {
        return false;
      }
    }
    return true;
  }

  private void put(long index) {
    // Picklers count from 0, and each number takes two bytes or more.
    if (index < 0 || index > in.position() - start || index > Integer.MAX_VALUE - 8) {
      throw refused("the place " + index + " of the memo makes no sense");
    }
    int at = (int) index;
    if (at >= memo.length) {
      memo = Arrays.copyOf(memo, Math.max(at + 1, 2 * memo.length));
    }
    if (memo[at] == null) {
      remembered++;
    }
    Object value = top();
    memo[at] = value == null ? UNSET : value;
  }

  private void get(long index) {
    Object value = index < 0 || index >= memo.length ? null : memo[(int) index];
    if (value == null) {
      throw refused("Memo value not found at index " + index);
    }
    push(value == UNSET ? null : value);
  }

  // ---- what names or calls something

  private void risky(int opcode) throws IOException {
    switch (opcode) {
      case Opcode.GLOBAL -> {
        String module = in.readLine();
        push(names.find(module, in.readLine(), in.source()));
      }
      case Opcode.STACK_GLOBAL -> {
        Object name = pop();
        Object module = pop();
        if (!(module instanceof String m) || !(name instanceof String n)) {
          throw refused("STACK_GLOBAL requires str");
        }
        push(names.find(m, n, in.source()));
      }
      case Opcode.INST -> {
        String module = in.readLine();
        names.find(module, in.readLine(), in.source());
        throw unsupported(opcode);
      }
      case Opcode.REDUCE, Opcode.NEWOBJ -> {
        Object arguments = pop();
        push(call(pop(), arguments, opcode));
      }
      case Opcode.NEWOBJ_EX -> {
        Object keywords = pop();
        Object arguments = pop();
        if (!(keywords instanceof Map<?, ?> map) || !map.isEmpty()) {
          throw unsupported(opcode);
        }
        push(call(pop(), arguments, opcode));
      }
      case Opcode.BUILD -> {
        Object state = pop();
        build(top(), state);
      }
      case Opcode.BINPERSID -> {
        Object id = pop();
        if (!(id instanceof Tuple tuple)) {
          throw refused(
              "persistent_load id must be tuple or int, but got " + PythonTypes.nameOf(id));
        }
        push(storages.storage(tuple));
      }
      default -> throw unsupported(opcode);
    }
  }

  private UnpicklingException unsupported(int opcode) {
    return refused("Unsupported operand " + opcode);
  }

  private @Nullable Object call(@Nullable Object function, @Nullable Object arguments, int opcode) {
    if (!(function instanceof PythonFunction known)) {
      throw refused(
          opcode == Opcode.REDUCE
              ? "Trying to call reduce for unrecognized function " + PythonTypes.nameOf(function)
              : "Can only create new object for nn.Parameter or classes allowlisted via"
                  + " `add_safe_globals` but got "
                  + PythonTypes.nameOf(function));
    }
    if (!(arguments instanceof Tuple tuple)) {
      throw refused("the arguments of " + known.name() + " must be a tuple");
    }
    return known.body().call(new Arguments(known.name(), tuple), tensors);
  }

  private void build(@Nullable Object object, @Nullable Object state) {
    if (object instanceof Stateful made) {
      made.setState(state);
      return;
    }
    if (!(object instanceof OrderedDict<?, ?> dict)) {
      throw refused(
          "Can only build Tensor, Parameter, OrderedDict or types allowlisted via"
              + " `add_safe_globals`, but got "
              + PythonTypes.nameOf(object));
    }
    if (!(state instanceof Map<?, ?> attributes)) {
      throw refused("the attributes of an OrderedDict must be a dict");
    }
    attributes.forEach(
        (name, value) -> {
          if (!(name instanceof String text)) {
            throw refused("the name of an attribute must be a str");
          }
          dict.attributes().put(text, value);
        });
  }
}
