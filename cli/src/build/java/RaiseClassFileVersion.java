import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * Rewrites the classes of a jar that are older than Java 7 as classes of Java 8, in place.
 *
 * <p>The JVM keeps no class file of a version below 50 in its ahead-of-time cache. Picocli is
 * compiled for Java 5, and loading and verifying it anew took 70 ms of every start. Its
 * instructions stay as they are; the stack maps that newer versions must have are computed.
 */
void main(String[] args) throws IOException {
  Path jar = Path.of(args[0]);
  try (URLClassLoader loader = new URLClassLoader(new URL[] {jar.toUri().toURL()});
      FileSystem entries = FileSystems.newFileSystem(URI.create("jar:" + jar.toUri()), Map.of())) {
    ClassFile classFile =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(loader)));
    List<Path> classes;
    try (Stream<Path> walk = Files.walk(entries.getPath("/"))) {
      classes = walk.filter(path -> path.toString().endsWith(".class")).toList();
    }
    for (Path path : classes) {
      ClassModel model = classFile.parse(Files.readAllBytes(path));
      if (model.majorVersion() < ClassFile.JAVA_7_VERSION) {
        Files.write(path, classFile.transformClass(model, RAISE));
      }
    }
  }
}

/** Version 8, and every method body written anew, for the sake of its stack map. */
static final ClassTransform RAISE =
    ClassTransform.transformingMethodBodies((code, element) -> code.with(element))
        .andThen(
            (builder, element) ->
                builder.with(
                    element instanceof ClassFileVersion
                        ? ClassFileVersion.of(ClassFile.JAVA_8_VERSION, 0)
                        : element));
