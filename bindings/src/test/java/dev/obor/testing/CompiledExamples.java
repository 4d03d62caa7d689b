package dev.obor.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.tools.Diagnostic;
import javax.tools.DiagnosticCollector;
import javax.tools.FileObject;
import javax.tools.ForwardingJavaFileManager;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** Worked examples, compiled together in this process, each in a method of its own. */
public final class CompiledExamples {
  private static final String NAME = "CompiledExample";

  private final Class<?> type;
  private final List<WorkedExample> examples;

  private CompiledExamples(Class<?> type, List<WorkedExample> examples) {
    this.type = type;
    this.examples = examples;
  }

  /**
   * Compiles examples.
   *
   * @param imports what they import, such as {@code dev.obor.*}
   * @throws AssertionError if one does not compile; the text names it
   */
  public static CompiledExamples of(List<WorkedExample> examples, String... imports) {
    StringBuilder source = new StringBuilder();
    List<String> owners = new ArrayList<>();
    for (String name : imports) {
      line(source, owners, "import " + name + ";", "imports");
    }
    line(source, owners, "public final class " + NAME + " {", NAME);
    for (int i = 0; i < examples.size(); i++) {
      WorkedExample example = examples.get(i);
      line(
          source,
          owners,
          "public static void example" + i + "(java.util.List<String> out) throws Exception {",
          example.name());
      for (String code : example.java()) {
        boolean expression = WorkedExample.isExpression(code);
        line(
            source,
            owners,
            expression ? "out.add(String.valueOf(" + code + "));" : code,
            example.name());
      }
      line(source, owners, "}", example.name());
    }
    line(source, owners, "}", NAME);
    return new CompiledExamples(compile(source.toString(), owners), List.copyOf(examples));
  }

  private static void line(StringBuilder source, List<String> owners, String code, String owner) {
    source.append(code).append('\n');
    owners.add(owner);
  }

  private static Class<?> compile(String source, List<String> owners) {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    if (compiler == null) {
      throw new AssertionError("these tests need a JDK, not a runtime alone");
    }
    DiagnosticCollector<JavaFileObject> found = new DiagnosticCollector<>();
    try (Memory memory = new Memory(compiler.getStandardFileManager(found, Locale.ROOT, null))) {
      String surefire = System.getProperty("surefire.test.class.path");
      String classPath = surefire == null ? System.getProperty("java.class.path") : surefire;
      boolean good =
          compiler
              .getTask(
                  null,
                  memory,
                  found,
                  List.of("-proc:none", "-classpath", classPath),
                  null,
                  List.of(new Source(source)))
              .call();
      if (!good) {
        throw new AssertionError(errors(found, source, owners));
      }
      return memory.loader().loadClass(NAME);
    } catch (IOException | ClassNotFoundException e) {
      throw new AssertionError(e);
    }
  }

  private static String errors(
      DiagnosticCollector<JavaFileObject> found, String source, List<String> owners) {
    List<String> lines = source.lines().toList();
    StringBuilder text = new StringBuilder("examples do not compile:");
    for (Diagnostic<? extends JavaFileObject> d : found.getDiagnostics()) {
      if (d.getKind() == Diagnostic.Kind.ERROR) {
        int at = (int) Math.max(1, d.getLineNumber()) - 1;
        text.append("\n").append(owners.get(at)).append(": ").append(lines.get(at));
        text.append("\n    ").append(d.getMessage(Locale.ROOT).replace("\n", "\n    "));
      }
    }
    return text.toString();
  }

  /** What the expressions of an example print. */
  public List<String> run(WorkedExample example) {
    List<String> printed = new ArrayList<>();
    try {
      type.getMethod("example" + examples.indexOf(example), List.class).invoke(null, printed);
    } catch (InvocationTargetException e) {
      throw new AssertionError(example.name() + " fails after " + printed, e.getCause());
    } catch (ReflectiveOperationException e) {
      throw new LinkageError(example.name(), e);
    }
    return printed;
  }

  private static final class Source extends SimpleJavaFileObject {
    private final String code;

    Source(String code) {
      super(URI.create("string:///" + NAME + Kind.SOURCE.extension), Kind.SOURCE);
      this.code = code;
    }

    @Override
    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
      return code;
    }
  }

  /** Keeps the compiled classes. */
  private static final class Memory extends ForwardingJavaFileManager<JavaFileManager> {
    private final Map<String, ByteArrayOutputStream> classes = new HashMap<>();

    Memory(JavaFileManager manager) {
      super(manager);
    }

    @Override
    public JavaFileObject getJavaFileForOutput(
        Location location, String className, JavaFileObject.Kind kind, FileObject sibling) {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      classes.put(className, bytes);
      return new SimpleJavaFileObject(URI.create("memory:///" + className), kind) {
        @Override
        public OutputStream openOutputStream() {
          return bytes;
        }
      };
    }

    ClassLoader loader() {
      return new ClassLoader(CompiledExamples.class.getClassLoader()) {
        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
          ByteArrayOutputStream bytes = classes.get(name);
          if (bytes == null) {
            throw new ClassNotFoundException(name);
          }
          return defineClass(name, bytes.toByteArray(), 0, bytes.size());
        }
      };
    }
  }
}
