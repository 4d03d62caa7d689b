package dev.obor.vision.models;

import dev.obor.Tensor;
import dev.obor.Torch;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.nn.Name;
import java.util.List;

/**
 * Several ways through convolutions whose outputs are put together: a block of {@link Inception3}.
 */
abstract class InceptionBlock extends Module {
  static Tensor join(Tensor... branches) {
    return Torch.cat(List.of(branches), 1);
  }

  static Tensor averaged(Tensor x) {
    return F.avgPool2d(x, 3, o -> o.stride(1).padding(1));
  }

  static Tensor halved(Tensor x) {
    return F.maxPool2d(x, 3, 2);
  }

  /** Kernels of 1, 5, and twice 3. */
  static final class InceptionA extends InceptionBlock {
    BasicConv2d branch1x1;

    @Name("branch5x5_1")
    BasicConv2d branch5x5a;

    @Name("branch5x5_2")
    BasicConv2d branch5x5b;

    @Name("branch3x3dbl_1")
    BasicConv2d branch3x3a;

    @Name("branch3x3dbl_2")
    BasicConv2d branch3x3b;

    @Name("branch3x3dbl_3")
    BasicConv2d branch3x3c;

    @Name("branch_pool")
    BasicConv2d branchPool;

    InceptionA(long inputs, long poolFeatures) {
      this.branch1x1 = new BasicConv2d(inputs, 64, 1);
      this.branch5x5a = new BasicConv2d(inputs, 48, 1);
      this.branch5x5b = new BasicConv2d(48, 64, 5, 1, 2);
      this.branch3x3a = new BasicConv2d(inputs, 64, 1);
      this.branch3x3b = new BasicConv2d(64, 96, 3, 1, 1);
      this.branch3x3c = new BasicConv2d(96, 96, 3, 1, 1);
      this.branchPool = new BasicConv2d(inputs, poolFeatures, 1);
    }

    @Override
    public Tensor forward(Tensor x) {
      return join(
          branch1x1.call(x),
          branch5x5b.call(branch5x5a.call(x)),
          branch3x3c.call(branch3x3b.call(branch3x3a.call(x))),
          branchPool.call(averaged(x)));
    }
  }

  /** Kernels of 3 and twice 3, which halve the picture. */
  static final class InceptionB extends InceptionBlock {
    BasicConv2d branch3x3;

    @Name("branch3x3dbl_1")
    BasicConv2d branch3x3a;

    @Name("branch3x3dbl_2")
    BasicConv2d branch3x3b;

    @Name("branch3x3dbl_3")
    BasicConv2d branch3x3c;

    InceptionB(long inputs) {
      this.branch3x3 = new BasicConv2d(inputs, 384, 3, 2, 0);
      this.branch3x3a = new BasicConv2d(inputs, 64, 1);
      this.branch3x3b = new BasicConv2d(64, 96, 3, 1, 1);
      this.branch3x3c = new BasicConv2d(96, 96, 3, 2, 0);
    }

    @Override
    public Tensor forward(Tensor x) {
      return join(
          branch3x3.call(x), branch3x3c.call(branch3x3b.call(branch3x3a.call(x))), halved(x));
    }
  }

  /** Rows and columns of 7. */
  static final class InceptionC extends InceptionBlock {
    BasicConv2d branch1x1;

    @Name("branch7x7_1")
    BasicConv2d branch7x7a;

    @Name("branch7x7_2")
    BasicConv2d branch7x7b;

    @Name("branch7x7_3")
    BasicConv2d branch7x7c;

    @Name("branch7x7dbl_1")
    BasicConv2d twice7x7a;

    @Name("branch7x7dbl_2")
    BasicConv2d twice7x7b;

    @Name("branch7x7dbl_3")
    BasicConv2d twice7x7c;

    @Name("branch7x7dbl_4")
    BasicConv2d twice7x7d;

    @Name("branch7x7dbl_5")
    BasicConv2d twice7x7e;

    @Name("branch_pool")
    BasicConv2d branchPool;

    InceptionC(long inputs, long inside) {
      this.branch1x1 = new BasicConv2d(inputs, 192, 1);
      this.branch7x7a = new BasicConv2d(inputs, inside, 1);
      this.branch7x7b = BasicConv2d.line(inside, inside, 1, 7);
      this.branch7x7c = BasicConv2d.line(inside, 192, 7, 1);
      this.twice7x7a = new BasicConv2d(inputs, inside, 1);
      this.twice7x7b = BasicConv2d.line(inside, inside, 7, 1);
      this.twice7x7c = BasicConv2d.line(inside, inside, 1, 7);
      this.twice7x7d = BasicConv2d.line(inside, inside, 7, 1);
      this.twice7x7e = BasicConv2d.line(inside, 192, 1, 7);
      this.branchPool = new BasicConv2d(inputs, 192, 1);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor once = branch7x7c.call(branch7x7b.call(branch7x7a.call(x)));
      Tensor twice = twice7x7c.call(twice7x7b.call(twice7x7a.call(x)));
      twice = twice7x7e.call(twice7x7d.call(twice));
      return join(branch1x1.call(x), once, twice, branchPool.call(averaged(x)));
    }
  }

  /** Kernels of 3, and rows and columns of 7, which halve the picture. */
  static final class InceptionD extends InceptionBlock {
    @Name("branch3x3_1")
    BasicConv2d branch3x3a;

    @Name("branch3x3_2")
    BasicConv2d branch3x3b;

    @Name("branch7x7x3_1")
    BasicConv2d branch7x7a;

    @Name("branch7x7x3_2")
    BasicConv2d branch7x7b;

    @Name("branch7x7x3_3")
    BasicConv2d branch7x7c;

    @Name("branch7x7x3_4")
    BasicConv2d branch7x7d;

    InceptionD(long inputs) {
      this.branch3x3a = new BasicConv2d(inputs, 192, 1);
      this.branch3x3b = new BasicConv2d(192, 320, 3, 2, 0);
      this.branch7x7a = new BasicConv2d(inputs, 192, 1);
      this.branch7x7b = BasicConv2d.line(192, 192, 1, 7);
      this.branch7x7c = BasicConv2d.line(192, 192, 7, 1);
      this.branch7x7d = new BasicConv2d(192, 192, 3, 2, 0);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor large = branch7x7c.call(branch7x7b.call(branch7x7a.call(x)));
      return join(branch3x3b.call(branch3x3a.call(x)), branch7x7d.call(large), halved(x));
    }
  }

  /** Rows and columns of 3 beside each other. */
  static final class InceptionE extends InceptionBlock {
    BasicConv2d branch1x1;

    @Name("branch3x3_1")
    BasicConv2d branch3x3;

    @Name("branch3x3_2a")
    BasicConv2d row;

    @Name("branch3x3_2b")
    BasicConv2d column;

    @Name("branch3x3dbl_1")
    BasicConv2d twice3x3a;

    @Name("branch3x3dbl_2")
    BasicConv2d twice3x3b;

    @Name("branch3x3dbl_3a")
    BasicConv2d twiceRow;

    @Name("branch3x3dbl_3b")
    BasicConv2d twiceColumn;

    @Name("branch_pool")
    BasicConv2d branchPool;

    InceptionE(long inputs) {
      this.branch1x1 = new BasicConv2d(inputs, 320, 1);
      this.branch3x3 = new BasicConv2d(inputs, 384, 1);
      this.row = BasicConv2d.line(384, 384, 1, 3);
      this.column = BasicConv2d.line(384, 384, 3, 1);
      this.twice3x3a = new BasicConv2d(inputs, 448, 1);
      this.twice3x3b = new BasicConv2d(448, 384, 3, 1, 1);
      this.twiceRow = BasicConv2d.line(384, 384, 1, 3);
      this.twiceColumn = BasicConv2d.line(384, 384, 3, 1);
      this.branchPool = new BasicConv2d(inputs, 192, 1);
    }

    @Override
    public Tensor forward(Tensor x) {
      Tensor once = branch3x3.call(x);
      Tensor twice = twice3x3b.call(twice3x3a.call(x));
      return join(
          branch1x1.call(x),
          join(row.call(once), column.call(once)),
          join(twiceRow.call(twice), twiceColumn.call(twice)),
          branchPool.call(averaged(x)));
    }
  }
}
