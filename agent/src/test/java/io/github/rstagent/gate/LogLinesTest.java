// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.gate;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.rstagent.boot.LibraryLoader;
import io.github.rstagent.hook.LogEventListener;
import io.github.rstagent.hook.LogEventTransformer;
import io.github.rstagent.hook.Rendezvous;
import io.github.rstagent.report.AgentLines;
import io.github.rstagent.report.Counters;
import io.github.rstagent.report.HiddenEvent;
import io.github.rstagent.report.HiddenEvents;
import io.github.rstagent.report.HiddenKind;
import io.github.rstagent.report.Lists;
import io.github.rstagent.report.Reporter;
import io.github.rstagent.rules.Allowlist;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.instrument.ClassFileTransformer;
import java.lang.instrument.Instrumentation;
import java.net.SocketException;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.ProtectionDomain;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.logging.Handler;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.logging.StreamHandler;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import net.bytebuddy.agent.ByteBuddyAgent;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every logging library as published, its own appenders, and what they print. */
class LogLinesTest {
  private static final Allowlist SUPPRESS = Lists.of("10.0.8.3 lvs-a scope=connection");
  private static final Allowlist OBSERVE = Lists.of("10.0.8.3 lvs-a scope=connection mode=observe");
  private static final String RELOCATED = "relocated:";
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private static final List<String> PROPERTIES =
      List.of(
          "logback.configurationFile",
          "log4j.configurationFile",
          "log4j2.disable.jmx",
          "Log4jContextSelector");

  @TempDir Path folder;

  private final PrintStream stdout = System.out;
  private final PrintStream stderr = System.err;
  private final ClassLoader contextLoader = Thread.currentThread().getContextClassLoader();
  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private final Counters counters = new Counters();
  private final HiddenEvents hidden = counters.hidden();
  private final List<String> heard = Collections.synchronizedList(new ArrayList<>());
  private LogEventTransformer transformer;
  private int sequence;

  /** Oldest, newest, and those between whose event methods differ. */
  static Stream<Arguments> libraries() {
    return Stream.concat(
        Stream.of(
            logback("1.0.0", "logback"),
            logback("1.0.13", "logback-async"),
            logback("1.1.11", "logback"),
            logback("1.2.13", "logback"),
            log4j2("2.0", "log4j2"),
            log4j2("2.0", "log4j2-disruptor"),
            log4j2("2.3", "log4j2-async"),
            log4j2("2.8.2", "log4j2-disruptor"),
            log4j2("2.12.4", "log4j2-disruptor"),
            log4j2("2.17.2", "log4j2-async"),
            arguments("Log4j 1", Log4j1Lines.class, "", "log4j-1.2.6", ""),
            arguments("Log4j 1", Log4j1Lines.class, "", "log4j-1.2.17", ""),
            arguments("tinylog", TinylogLines.class, "", "tinylog-impl-2.0.0", "tinylog-api-2.0.0"),
            slf4jSimple("1.6.6"),
            slf4jSimple("2.0.0")),
        newest());
  }

  static Stream<Arguments> newest() {
    return Stream.of(
        logback("1.3.15", "logback"),
        logback("1.3.15", "logback-async"),
        log4j2("2.26.1", "log4j2"),
        log4j2("2.26.1", "log4j2-async"),
        log4j2("2.26.1", "log4j2-disruptor"),
        arguments("Log4j 1", Log4j1Lines.class, "", "reload4j-1.2.27", ""),
        slf4jSimple("1.7.36"),
        slf4jSimple("2.0.20"),
        arguments(
            "Logback (org.apache.rocketmq.logging.ch.qos.logback)",
            Slf4jLines.class,
            "relocated:org.apache.rocketmq.logging.",
            "rocketmq-logback-classic-1.0.1",
            "rocketmq-slf4j-api-1.0.1"),
        arguments(
            "Log4j 1 (shaded.org.apache)",
            Log4j1Lines.class,
            "relocated:shaded.",
            "reload4j-1.2.27",
            ""),
        arguments("tinylog", TinylogLines.class, "", "tinylog-impl-2.7.0", "tinylog-api-2.7.0"),
        arguments(
            "tinylog",
            Slf4jLines.class,
            "",
            "slf4j-tinylog-2.7.0",
            "tinylog-impl-2.7.0 tinylog-api-2.7.0 slf4j-api-1.7.36"),
        arguments("java.util.logging", JulLines.class, "jul", "slf4j-api-1.7.36", ""));
  }

  private static Arguments logback(String version, String configuration) {
    String api = version.startsWith("1.3") ? "2.0.20" : "1.7.36";
    return arguments(
        "Logback",
        Slf4jLines.class,
        configuration,
        "logback-classic-" + version,
        "logback-core-" + version + " slf4j-api-" + api);
  }

  private static Arguments log4j2(String version, String configuration) {
    String disruptor = version.matches("2\\.[0-3]") ? "3.2.1" : "3.4.4";
    return arguments(
        "Log4j 2",
        Log4j2Lines.class,
        configuration,
        "log4j-core-" + version,
        "log4j-api-" + version + " disruptor-" + disruptor);
  }

  private static Arguments slf4jSimple(String version) {
    return arguments(
        "slf4j-simple", Slf4jLines.class, "", "slf4j-simple-" + version, "slf4j-api-" + version);
  }

  @BeforeEach
  void capture() throws Exception {
    PrintStream capture = new PrintStream(printed, true, UTF_8);
    System.setOut(capture);
    System.setErr(capture);
    Instrumentation instrumentation = ByteBuddyAgent.install();
    transformer =
        new LogEventTransformer(
            instrumentation,
            new LogEventListener() {
              @Override
              public void hooked(String library) {
                heard.add(library);
              }

              @Override
              public void leftAlone(String library, Throwable reason) {
                heard.add(library + " " + reason);
              }
            });
    Rendezvous.open(
        Rendezvous.LOG_EVENTS,
        new LogEventGate(
            counters, new Reporter(counters, AgentLines.unread()), AgentLines.unread()),
        instrumentation);
  }

  @AfterEach
  void release() throws Exception {
    System.setOut(stdout);
    System.setErr(stderr);
    Thread.currentThread().setContextClassLoader(contextLoader);
    transformer.remove();
    Rendezvous.open(Rendezvous.LOG_EVENTS, null, ByteBuddyAgent.install());
    PROPERTIES.forEach(System::clearProperty);
  }

  @ParameterizedTest(name = "{3} {2}, loaded before")
  @MethodSource("libraries")
  void hooksWhatIsLoadedAndGivesItBack(
      String library, Class<? extends Lines> type, String configuration, String jar, String more)
      throws Exception {
    Handler jul = configure(configuration);
    try (LibraryLoader loader = loader(configuration, jar, more)) {
      Lines lines = loader.make(Lines.class, type);
      lines.log("service", "first", null);
      classFiles(loader); // the JVM puts the constants of what it gives in another order once
      Map<String, byte[]> before = classFiles(loader);
      assertThat(before).isNotEmpty();

      transformer.install();
      assertThat(heard).contains(library).allMatch(line -> !line.contains(" left"));
      assertHides(library, lines);

      transformer.remove();
      assertThat(classFiles(loader)).containsExactlyInAnyOrderEntriesOf(before);
      long counted = hidden.total();
      Probes.serve(Probes.silent(SUPPRESS), () -> lines.log("service", "afterwards", null));
      await("afterwards");
      assertThat(hidden.total()).isEqualTo(counted);
    } finally {
      close(jul);
    }
  }

  @ParameterizedTest(name = "{3} {2}, loaded later")
  @MethodSource("newest")
  void hooksWhatIsLoadedLater(
      String library, Class<? extends Lines> type, String configuration, String jar, String more)
      throws Exception {
    Handler jul = configure(configuration);
    transformer.install();
    try (LibraryLoader loader = loader(configuration, jar, more)) {
      Lines lines = loader.make(Lines.class, type);

      assertHides(library, lines);
      assertThat(heard).contains(library);
    } finally {
      close(jul);
    }
  }

  private void assertHides(String library, Lines lines) throws Exception {
    Map<String, Runnable> harmless = new LinkedHashMap<>();
    Map<String, Runnable> telling = new LinkedHashMap<>();
    Throwable reset = new SocketException("Connection reset");
    put(harmless, lines, "no throwable", null);
    put(harmless, lines, "a reset", reset);
    put(harmless, lines, "an old reset", new IOException("Connection reset by peer"));
    put(harmless, lines, "a closed channel", new ClosedChannelException());
    put(harmless, lines, "closed during the handshake", with(new ClosedChannelException(), tls()));
    put(harmless, lines, "closed inbound", closeNotify());
    put(harmless, lines, "text: java.net.SocketException: Connection reset", null);

    put(telling, lines, "an error", new OutOfMemoryError("Java heap space"));
    put(telling, lines, "another exception", new IllegalStateException("no"));
    put(telling, lines, "an interrupt", new ClosedByInterruptException());
    put(telling, lines, "a broken pipe", new IOException("Broken pipe"));
    put(telling, lines, "another TLS failure", new SSLHandshakeException("no cipher suites"));
    put(telling, lines, "wrapped", new IllegalStateException(reset));
    put(telling, lines, "suppressed", with(new ClosedChannelException(), new StackOverflowError()));
    put(telling, lines, "a cause", cause(new ClosedChannelException(), new OutOfMemoryError()));
    put(telling, lines, "too deep", deep());
    put(telling, lines, "LEAK: ByteBuf.release() was not called", null);
    put(telling, lines, "text: java.lang.OutOfMemoryError: Java heap space", null);
    String leak = "leak" + sequence++;
    if (!library.equals("tinylog")) { // which knows no names of loggers
      telling.put(leak, () -> lines.log("io.netty.util.ResourceLeakDetector", leak, null));
    }
    String supplied = "line" + sequence++ + " of a supplier";
    if (lines.logSupplied(() -> "a test of suppliers")) {
      telling.put(supplied, () -> lines.logSupplied(() -> supplied));
    }
    if (lines.hasArguments()) {
      argument(harmless, lines, "argument and throwable", reset, "10.0.8.3");
      argument(harmless, lines, "arguments", null, "10.0.8.3", 5745);
      argument(harmless, lines, "a reset among them", null, reset, "10.0.8.3");
      argument(telling, lines, "an error first", null, new StackOverflowError(), "10.0.8.3");
      argument(telling, lines, "an exception of three", reset, new IllegalStateException(), "x");
      argument(telling, lines, "more", null, new IllegalStateException("more"), "x", "y");
    }
    for (Severity severity : Severity.values()) {
      String pool = "line" + sequence++ + " connection pool closed, " + severity;
      String cut = "line" + sequence++ + " of a reset, " + severity;
      if (lines.log(severity, "service", "levels are there", null)) {
        Map<String, Runnable> ofPool = severity == Severity.BETWEEN ? harmless : telling;
        ofPool.put(pool, () -> lines.log(severity, "service", pool, null));
        harmless.put(cut, () -> lines.log(severity, "service", cut, reset));
      }
    }
    WatchedConnection probe = Probes.silent(SUPPRESS);
    long before = hidden.total();

    Probes.serve(probe, () -> harmless.values().forEach(Runnable::run));
    Probes.serve(probe, () -> telling.values().forEach(Runnable::run));
    lines.log("service", "end1", null);
    await("end1");

    String log = printed();
    for (String shown : telling.keySet()) {
      assertThat(log).as("shown").contains(shown);
    }
    for (String gone : harmless.keySet()) {
      assertThat(log).as("hidden").doesNotContain(gone);
    }
    assertThat(hidden.total() - before).isEqualTo(harmless.size());
    assertThat(hidden.of(HiddenKind.RESET)).isPositive();
    assertThat(hidden.of(HiddenKind.HANDSHAKE)).isEqualTo(2);
    assertThat(hidden.of(HiddenKind.FIN)).isEqualTo(1);
    assertThat(hidden.byRule()).containsOnlyKeys(SUPPRESS.rules().get(0));

    List<HiddenEvent> last = counters.lastHidden().events();
    assertThat(last)
        .extracting(HiddenEvent::getText)
        .as("what was hidden can be looked at")
        .containsSubsequence(harmless.keySet().stream().map(this::asLogged).toList());
    assertThat(last)
        .extracting(HiddenEvent::getLogger)
        .containsOnly(library.equals("tinylog") ? "" : "service");
    assertThat(last).extracting(HiddenEvent::getLevel).contains(lines.warning());

    WatchedConnection observed = Probes.silent(OBSERVE);
    Map<String, Runnable> asOften = new LinkedHashMap<>();
    put(asOften, lines, "observed", null);
    put(asOften, lines, "observed with a reset", reset);
    Probes.serve(observed, () -> asOften.values().forEach(Runnable::run));
    for (String shown : asOften.keySet()) {
      await(shown);
    }
    assertThat(counters.observed().total()).isEqualTo(asOften.size());
    assertThat(counters.lastHidden().events())
        .filteredOn(event -> event.getMode().equals("observe"))
        .extracting(HiddenEvent::getText)
        .containsExactlyElementsOf(asOften.keySet());

    for (String line : List.of("scope=reset", "mode=tag scope=connection")) {
      Allowlist list = Lists.of("10.0.8.3 lvs-a " + line);
      Probes.serve(Probes.silent(list), () -> lines.log("service", "rule " + line, null));
    }
    Thread other = new Thread(() -> lines.log("service", "another thread", null));
    Probes.serve(
        probe,
        () -> {
          other.start();
          try {
            other.join();
          } catch (InterruptedException e) {
            throw new AssertionError(e);
          }
        });
    Probes.speak(probe);
    Probes.serve(probe, () -> lines.log("service", "it spoke", null));
    for (String shown :
        List.of(
            "rule scope=reset", "rule mode=tag scope=connection", "another thread", "it spoke")) {
      await(shown);
    }
    assertThat(hidden.total() - before).isEqualTo(harmless.size());
  }

  /** Before arguments are put into it. */
  private String asLogged(String text) {
    return text.matches("line\\d+ (argument and throwable|arguments|a reset among them)")
        ? text + " {} {}"
        : text;
  }

  private void put(Map<String, Runnable> map, Lines lines, String what, Throwable thrown) {
    String text = "line" + sequence++ + " " + what;
    map.put(text, () -> lines.log("service", text, thrown));
  }

  private void argument(
      Map<String, Runnable> map, Lines lines, String what, Throwable thrown, Object... arguments) {
    String text = "line" + sequence++ + " " + what;
    map.put(text, () -> lines.log("service", text + " {} {}", thrown, arguments));
  }

  private static Throwable with(Throwable throwable, Throwable suppressed) {
    throwable.addSuppressed(suppressed);
    return throwable;
  }

  private static Throwable cause(Throwable throwable, Throwable cause) {
    return throwable.initCause(cause);
  }

  private static Throwable tls() {
    return new SSLHandshakeException("Connection closed while SSL/TLS handshake was in progress");
  }

  private static Throwable closeNotify() {
    return new SSLException("closing inbound before receiving peer's close_notify");
  }

  private static Throwable deep() {
    Throwable all = new SocketException("Connection reset");
    for (int i = 0; i < 40; i++) {
      all.addSuppressed(new SocketException("Connection reset"));
    }
    return all;
  }

  private String printed() {
    return printed.toString(UTF_8);
  }

  /** Asynchronous appenders print in their own time. */
  private void await(String text) throws InterruptedException {
    long end = System.nanoTime() + PATIENCE.toNanos();
    while (!printed().contains(text)) {
      if (System.nanoTime() > end) {
        throw new AssertionError(text + " is missing in " + printed() + heard);
      }
      Thread.sleep(5);
    }
  }

  private LibraryLoader loader(String configuration, String jar, String more) {
    List<String> jars = new ArrayList<>(List.of(jar));
    if (!more.isEmpty()) {
      jars.addAll(Arrays.asList(more.split(" ", -1)));
    }
    String prefix =
        configuration.startsWith(RELOCATED) ? configuration.substring(RELOCATED.length()) : "";
    LibraryLoader loader = new LibraryLoader(prefix, jars.toArray(new String[0]));
    Thread.currentThread().setContextClassLoader(loader); // where some look for their other half
    return loader;
  }

  /** Returns the handler that prints for java.util.logging, else {@code null}. */
  private Handler configure(String name) throws IOException {
    System.setProperty("log4j2.disable.jmx", "true");
    if (name.equals("jul")) {
      Handler handler =
          new StreamHandler(System.err, new SimpleFormatter()) {
            @Override
            public synchronized void publish(java.util.logging.LogRecord record) {
              super.publish(record);
              flush();
            }
          };
      Logger.getLogger("").addHandler(handler);
      return handler;
    }
    if (name.startsWith("log")) {
      boolean logback = name.startsWith("logback");
      boolean async = name.endsWith("-async");
      Path file =
          Files.writeString(folder.resolve("log.xml"), logback ? logback(async) : log4j2(async));
      System.setProperty(
          logback ? "logback.configurationFile" : "log4j.configurationFile", file.toString());
      if (name.endsWith("-disruptor")) {
        System.setProperty(
            "Log4jContextSelector",
            "org.apache.logging.log4j.core.async.AsyncLoggerContextSelector");
      }
    }
    return null;
  }

  private static String logback(boolean async) {
    return """
        <configuration>
          <appender name="OUT" class="ch.qos.logback.core.ConsoleAppender">
            <encoder><pattern>%level %logger %msg%n</pattern></encoder>
          </appender>
          <appender name="ASYNC" class="ch.qos.logback.classic.AsyncAppender">
            <appender-ref ref="OUT"/>
          </appender>
          <root level="INFO"><appender-ref ref="ROOT_APPENDER"/></root>
        </configuration>
        """
        .replace("ROOT_APPENDER", async ? "ASYNC" : "OUT");
  }

  private static String log4j2(boolean async) {
    return """
        <Configuration>
          <Appenders>
            <Console name="OUT"><PatternLayout pattern="%level %logger %msg%n"/></Console>
            <Async name="ASYNC"><AppenderRef ref="OUT"/></Async>
          </Appenders>
          <Loggers>
            <Root level="info"><AppenderRef ref="ROOT_APPENDER"/></Root>
          </Loggers>
        </Configuration>
        """
        .replace("ROOT_APPENDER", async ? "ASYNC" : "OUT");
  }

  private static void close(Handler jul) {
    if (jul != null) {
      Logger.getLogger("").removeHandler(jul);
    }
  }

  /** Of the hooked classes as they are now. */
  private static Map<String, byte[]> classFiles(ClassLoader loader) throws Exception {
    List<String> names =
        List.of(
            "ch.qos.logback.classic.Logger",
            "org.apache.logging.log4j.core.Logger",
            "org.apache.logging.log4j.core.async.AsyncLogger",
            "org.apache.log4j.Category",
            "org.slf4j.impl.SimpleLogger",
            "org.slf4j.simple.SimpleLogger",
            "org.tinylog.core.TinylogLoggingProvider",
            "java.util.logging.Logger");
    Instrumentation instrumentation = ByteBuddyAgent.install();
    List<Class<?>> types = new ArrayList<>();
    Map<String, byte[]> classFiles = new HashMap<>();
    ClassFileTransformer recorder =
        new ClassFileTransformer() {
          @Override
          public byte[] transform(
              ClassLoader definedBy,
              String name,
              Class<?> redefined,
              ProtectionDomain domain,
              byte[] classFile) {
            if (redefined != null) {
              classFiles.put(name, classFile.clone());
            }
            return null;
          }
        };
    instrumentation.addTransformer(recorder, true);
    try {
      for (Class<?> type : instrumentation.getAllLoadedClasses()) {
        if (names.stream().anyMatch(type.getName()::endsWith)
            && (type.getClassLoader() == loader || type.getClassLoader() == null)) {
          types.add(type);
        }
      }
      instrumentation.retransformClasses(types.toArray(Class<?>[]::new));
    } finally {
      instrumentation.removeTransformer(recorder);
    }
    return classFiles;
  }
}
