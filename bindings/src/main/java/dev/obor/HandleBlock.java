package dev.obor;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/**
 * Room for the handles of {@link LightTensors#SIZE} tensors, outside of the Java heap, where the
 * garbage collector does not have to move them.
 *
 * <p>Slots are empty or hold a handle. Safe for use by any thread, as long as only one puts handles
 * in.
 */
final class HandleBlock {
  private static final int BLOCKS_IN_SLAB = 1024;
  private static final int BYTES = LightTensors.SIZE * Long.BYTES;
  private static final VarHandle SLOTS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final List<HandleBlock> ALL = new ArrayList<>();
  private static final Chain FREE = new Chain();

  /** Those whose tensors are unreachable and still have to be released; {@link #FREE} guards it. */
  private static final Chain DEAD = new Chain();

  private static volatile int dead;
  private static volatile int reused;

  private final ByteBuffer slab;
  private final int start;
  private @Nullable HandleBlock next;

  /** Takes blocks even when the heap is exhausted, as no handle may be lost then. */
  private static final class Chain {
    private @Nullable HandleBlock first;
    private @Nullable HandleBlock last;
    private int length;

    void add(HandleBlock block) {
      if (last == null) {
        first = block;
      } else {
        last.next = block;
      }
      last = block;
      length++;
    }

    void push(HandleBlock block) {
      block.next = first;
      first = block;
      last = last == null ? block : last;
      length++;
    }

    @Nullable HandleBlock poll() {
      HandleBlock block = first;
      if (block != null) {
        first = block.next;
        last = first == null ? null : last;
        block.next = null;
        length--;
      }
      return block;
    }
  }

  private HandleBlock(ByteBuffer slab, int start) {
    this.slab = slab;
    this.start = start;
  }

  /**
   * An empty block, for the caller alone until it is released. If there are dead tensors, the
   * calling thread will release some of them, one each time that it makes a new one.
   */
  static HandleBlock take() {
    HandleBlock block = takeDead(true);
    if (block != null) {
      TensorNatives.release_later(block.slab, block.start / Long.BYTES, LightTensors.SIZE);
      return block;
    }
    synchronized (FREE) {
      block = FREE.poll();
      return block == null ? grown() : block;
    }
  }

  private static @Nullable HandleBlock takeDead(boolean toReuse) {
    if (dead == 0) {
      return null;
    }
    synchronized (FREE) {
      HandleBlock block = DEAD.poll();
      dead = DEAD.length;
      if (toReuse && block != null) {
        reused = reused + 1;
      }
      return block;
    }
  }

  /**
   * Notes that no thread can reach the tensors any more; they are released little by little.
   *
   * @return whether there were no dead ones before
   */
  boolean leave() {
    synchronized (FREE) {
      DEAD.add(this);
      dead = DEAD.length;
      return DEAD.length == 1;
    }
  }

  /** How many blocks of dead tensors there are. */
  static int dead() {
    return dead;
  }

  /** How many blocks of dead tensors went to threads that make new ones, ever. */
  static int reused() {
    return reused;
  }

  /** Releases dead tensors at once, at least so many if there are; returns how many. */
  static int releaseDead(int enough) {
    int released = 0;
    while (released < enough) {
      HandleBlock block = takeDead(false);
      if (block == null) {
        break;
      }
      released += block.release();
    }
    return released;
  }

  /** Releases what the calling thread has taken over and has not come to yet. */
  static void releasePostponed() {
    if (reused > 0) {
      TensorNatives.release_postponed();
    }
  }

  private static HandleBlock grown() {
    ByteBuffer slab = TensorNatives.handle_slab(BLOCKS_IN_SLAB * BYTES);
    slab.order(ByteOrder.nativeOrder());
    HandleBlock first = new HandleBlock(slab, 0);
    ALL.add(first);
    for (int i = 1; i < BLOCKS_IN_SLAB; i++) {
      HandleBlock block = new HandleBlock(slab, i * BYTES);
      ALL.add(block);
      FREE.add(block);
    }
    return first;
  }

  void put(int slot, long handle) {
    SLOTS.setOpaque(slab, start + slot * Long.BYTES, handle);
  }

  /** Empties the slot of a handle; false when there is none. */
  boolean remove(long handle) {
    for (int at = start; at < start + BYTES; at += Long.BYTES) {
      if (SLOTS.compareAndSet(slab, at, handle, 0L)) {
        return true;
      }
    }
    return false;
  }

  boolean contains(long handle) {
    for (int at = start; at < start + BYTES; at += Long.BYTES) {
      if ((long) SLOTS.getOpaque(slab, at) == handle) {
        return true;
      }
    }
    return false;
  }

  private LongStream handles() {
    return IntStream.range(0, LightTensors.SIZE)
        .mapToLong(slot -> (long) SLOTS.getOpaque(slab, start + slot * Long.BYTES))
        .filter(handle -> handle != 0);
  }

  private int count() {
    int count = 0;
    for (int at = start; at < start + BYTES; at += Long.BYTES) {
      if ((long) SLOTS.getOpaque(slab, at) != 0) {
        count++;
      }
    }
    return count;
  }

  /** Releases the tensors of all handles and gives the block back; returns how many there were. */
  private int release() {
    int count = count();
    TensorNatives.release_slots(slab, start / Long.BYTES, LightTensors.SIZE);
    synchronized (FREE) {
      FREE.push(this);
    }
    return count;
  }

  /** How many handles there are in all blocks. */
  static long countAll() {
    synchronized (FREE) {
      return ALL.stream().mapToLong(HandleBlock::count).sum();
    }
  }

  /** The handles in all blocks. */
  static long[] all() {
    synchronized (FREE) {
      return ALL.stream().flatMapToLong(HandleBlock::handles).toArray();
    }
  }
}
