// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent;

import java.io.IOException;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.ArgumentsProvider;
import org.junit.jupiter.params.provider.ArgumentsSource;
import org.junit.jupiter.params.support.ParameterDeclarations;

/**
 * A test with every input that is kept for it: method {@code list} of {@code AllowlistFuzzTest} has
 * the files in {@code AllowlistFuzzInputs/list} beside it. With the profile "fuzz" the class in
 * src/fuzz tries further ones. Not with Jazzer's own annotation, whose agent would rewrite the
 * classes of all other tests, too.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
@ParameterizedTest
@ArgumentsSource(Inputs.FromFolder.class)
public @interface Inputs {
  /** Reads them. */
  final class FromFolder implements ArgumentsProvider {
    @Override
    public Stream<? extends Arguments> provideArguments(
        ParameterDeclarations parameters, ExtensionContext context)
        throws IOException, URISyntaxException {
      Class<?> test = context.getRequiredTestClass();
      Method method = context.getRequiredTestMethod();
      String folder = test.getSimpleName().replace("Test", "Inputs") + '/' + method.getName();
      URI uri = test.getResource(folder).toURI();
      List<Arguments> inputs = new ArrayList<>();
      try (Stream<Path> files = Files.list(Path.of(uri))) {
        for (Path file : files.sorted().toList()) {
          inputs.add(
              Arguments.of(Named.of(file.getFileName().toString(), Files.readAllBytes(file))));
        }
      }
      return inputs.stream();
    }
  }
}
