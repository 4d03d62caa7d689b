// What a session of jshell with Obor begins with: ./obor jshell
import static dev.obor.Torch.size;
import dev.obor.*;
import dev.obor.autograd.*;
import dev.obor.data.*;
import dev.obor.nn.*;
import dev.obor.nn.F;
import dev.obor.nn.Module;
import dev.obor.numpy.*;
import dev.obor.optim.*;
import dev.obor.optim.lr.*;
import dev.obor.plot.*;
import dev.obor.serialization.*;
import dev.obor.training.*;
import dev.obor.tutorials.Digits;
import dev.obor.vision.datasets.*;
import dev.obor.vision.models.*;
import dev.obor.vision.transforms.*;
