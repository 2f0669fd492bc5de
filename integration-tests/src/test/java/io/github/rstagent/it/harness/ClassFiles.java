// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.rstagent.it.service.ClassFileCapture;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.spi.ToolProvider;
import net.bytebuddy.jar.asm.ClassReader;
import net.bytebuddy.jar.asm.ClassVisitor;
import net.bytebuddy.jar.asm.ClassWriter;
import net.bytebuddy.jar.asm.MethodVisitor;
import net.bytebuddy.jar.asm.Opcodes;

/** What a class of a running service consists of at a moment. */
public final class ClassFiles {
  public static final String READS = "io.netty.channel.nio.AbstractNioByteChannel$NioByteUnsafe";

  /** Through which channels are registered and closed. */
  public static final String CHANNELS = "io.netty.channel.AbstractChannel$AbstractUnsafe";

  /** The same of Netty 3. */
  public static final String CHANNELS_OF_3 = "org.jboss.netty.channel.Channels";

  private final Path folder;
  private final Path agent;
  private int captured;

  public ClassFiles(Path folder) throws IOException {
    this.folder = folder;
    agent = folder.resolve("capture.jar");
    Manifest manifest = new Manifest();
    manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
    manifest.getMainAttributes().putValue("Agent-Class", ClassFileCapture.class.getName());
    manifest.getMainAttributes().putValue("Premain-Class", ClassFileCapture.class.getName());
    manifest.getMainAttributes().putValue("Can-Retransform-Classes", "true");
    String entry = ClassFileCapture.class.getName().replace('.', '/') + ".class";
    try (OutputStream file = Files.newOutputStream(agent);
        JarOutputStream out = new JarOutputStream(file, manifest);
        InputStream classFile = ClassFileCapture.class.getResourceAsStream("/" + entry)) {
      out.putNextEntry(new JarEntry(entry));
      classFile.transferTo(out);
    }
  }

  /** The class file of {@link #READS} as it is in force. */
  public byte[] capture(Service service) throws IOException {
    return capture(service, READS);
  }

  /** Any class file that is in force. */
  public byte[] capture(Service service, String className) throws IOException {
    Path file = folder.resolve("captured-" + ++captured + ".class");
    Attachment.load(service.jvm(), agent, className + "=" + file);
    assertThat(file).as("captured class file").isRegularFile();
    return Files.readAllBytes(file);
  }

  /** As {@link #methods}, of any class as it is in force. */
  public String methodsInForce(Service service, String className) {
    try {
      return methods(capture(service, className));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A flag that comes after those of other agents: what these have made of a class when it is
   * loaded.
   *
   * @param file that it is written to
   */
  public String atLoad(String className, Path file) {
    return JvmCommand.agentFlag(agent, className + "=" + file);
  }

  /** The same as its makers have published it. */
  public byte[] published(String netty) throws IOException {
    return published(MavenJars.netty(netty), READS);
  }

  /** Any class as it is published in one of these jars. */
  public byte[] published(List<Path> jars, String className) throws IOException {
    for (Path jar : jars) {
      try (JarFile classes = new JarFile(jar.toFile())) {
        JarEntry entry = classes.getJarEntry(className.replace('.', '/') + ".class");
        if (entry != null) {
          return classes.getInputStream(entry).readAllBytes();
        }
      }
    }
    throw new AssertionError(jars + " have no " + className);
  }

  /** The class files in force of all loaded classes whose names begin so, by their names. */
  public Map<String, byte[]> captureAll(Service service, String prefix) throws IOException {
    Path captures = Files.createDirectory(folder.resolve("captured-" + ++captured));
    Attachment.load(service.jvm(), agent, prefix + "*=" + captures);
    Map<String, byte[]> classFiles = new TreeMap<>();
    try (DirectoryStream<Path> files = Files.newDirectoryStream(captures)) {
      for (Path file : files) {
        String name = file.getFileName().toString();
        classFiles.put(
            name.substring(0, name.length() - ".class".length()), Files.readAllBytes(file));
      }
    }
    assertThat(classFiles).as("captured class files").isNotEmpty();
    return classFiles;
  }

  /**
   * The methods that are not the same in two states of the same classes, as {@code CLASS.METHOD}; a
   * class that only one of them knows is not among them.
   */
  public Set<String> changedMethods(Map<String, byte[]> before, Map<String, byte[]> after) {
    Set<String> changed = new TreeSet<>();
    for (Map.Entry<String, byte[]> one : before.entrySet()) {
      byte[] other = after.get(one.getKey());
      if (other != null && !Arrays.equals(one.getValue(), other)) {
        Map<String, String> methods = eachMethod(one.getValue());
        Map<String, String> others = eachMethod(other);
        Set<String> all = new TreeSet<>(methods.keySet());
        all.addAll(others.keySet());
        for (String method : all) {
          if (!Objects.equals(methods.get(method), others.get(method))) {
            changed.add(one.getKey() + "." + method.substring(0, method.indexOf('(')));
          }
        }
      }
    }
    return changed;
  }

  /**
   * By name and descriptor the class file that each method alone would make: what the JVM gives
   * back has the same methods in another order, with other numbers for the same constants.
   */
  private static Map<String, String> eachMethod(byte[] classFile) {
    ClassReader reader = new ClassReader(classFile);
    Map<String, String> methods = new TreeMap<>();
    reader.accept(
        new ClassVisitor(Opcodes.ASM9) {
          @Override
          public MethodVisitor visitMethod(
              int access, String name, String descriptor, String generic, String[] exceptions) {
            ClassWriter alone = new ClassWriter(0);
            alone.visit(Opcodes.V17, 0, "Alone", null, "java/lang/Object", null);
            return new MethodVisitor(
                Opcodes.ASM9, alone.visitMethod(access, name, descriptor, generic, exceptions)) {
              @Override
              public void visitEnd() {
                super.visitEnd();
                methods.put(
                    name + descriptor,
                    new String(alone.toByteArray(), StandardCharsets.ISO_8859_1));
              }
            };
          }
        },
        ClassReader.SKIP_DEBUG);
    return methods;
  }

  /** All methods, instruction by instruction; where constants lie in the pool does not matter. */
  public String methods(byte[] classFile) throws IOException {
    Path file = Files.write(folder.resolve("shown.class"), classFile);
    StringWriter text = new StringWriter();
    int code =
        ToolProvider.findFirst("javap")
            .orElseThrow()
            .run(new PrintWriter(text), new PrintWriter(text), "-p", "-c", "-s", file.toString());
    assertThat(code).as(text.toString()).isZero();
    return text.toString().replaceAll("#\\d+", "#").replaceAll(" +// ", " // ");
  }
}
