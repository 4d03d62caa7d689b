package dev.obor.tutorials;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A method or type that ports blocks of the notes.
 *
 * @param type the class, or the class of the method
 * @param method the method's name, or empty for a type
 * @param block which blocks, and what is different
 */
record Port(Class<?> type, String method, Block block) {
  private static final JavaClasses CLASSES =
      new ClassFileImporter()
          .withImportOption(new ImportOption.DoNotIncludeTests())
          .importPackages("dev.obor.tutorials");

  /** All ports, in the order of their first blocks. */
  static List<Port> all() {
    List<Port> ports = new ArrayList<>();
    for (JavaClass type : CLASSES) {
      if (type.isAnnotatedWith(Block.class)) {
        ports.add(new Port(type.reflect(), "", type.getAnnotationOfType(Block.class)));
      }
      for (JavaMethod method : type.getMethods()) {
        if (method.isAnnotatedWith(Block.class)) {
          Block block = method.getAnnotationOfType(Block.class);
          ports.add(new Port(type.reflect(), method.getName(), block));
        }
      }
    }
    ports.sort(Comparator.comparing(Port::first));
    return ports;
  }

  private String first() {
    return block.value().length == 0 ? "" : blocks().get(0);
  }

  /** The blocks. */
  List<String> blocks() {
    return List.of(block.value());
  }

  /** Such as {@code PyTorchBasics.tensors} or {@code MnistModel}. */
  String name() {
    String outer = type.getName().substring(type.getPackageName().length() + 1).replace('$', '.');
    return method.isEmpty() ? outer : outer + "." + method;
  }

  /** The source file, from the root of the project. */
  String file() {
    String outermost = type.getName().replaceFirst("\\$.*", "").replace('.', '/');
    return "tutorials/src/main/java/" + outermost + ".java";
  }
}
