// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.safety;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import net.bytebuddy.jar.asm.Type;

/**
 * Which code of a jar can be executed when some of its classes are entered anywhere: rapid type
 * analysis. A virtual call reaches the methods of those classes that reachable code instantiates;
 * whatever overrides a method of a class from outside the jar is taken to be called. Classes that
 * are named in string constants count as used, for the sake of reflection.
 */
final class ReachableCode {
  private final Map<String, ScannedClass> jar;
  private final Predicate<String> belongsToTheJar;
  private final Set<String> instantiated = new LinkedHashSet<>();
  private final Set<String> initialized = new LinkedHashSet<>();
  private final Set<ScannedMethod> reached = new LinkedHashSet<>();
  private final Deque<ScannedMethod> toScan = new ArrayDeque<>();
  private final Map<String, Set<String>> virtualCalls = new HashMap<>(); // signature -> owners
  private final Map<String, String> missing = new TreeMap<>();
  private final Map<String, Set<String>> supertypes = new HashMap<>();
  private final Set<String> used = new LinkedHashSet<>();

  /**
   * @param jar by internal name
   * @param belongsToTheJar whether a class of that internal name can come from nowhere else
   */
  ReachableCode(Map<String, ScannedClass> jar, Predicate<String> belongsToTheJar) {
    this.jar = jar;
    this.belongsToTheJar = belongsToTheJar;
  }

  /** Takes all methods of a class to be called. */
  void enter(String name) {
    ScannedClass entered = jar.get(name);
    use(name, "entry");
    initialize(name);
    instantiate(name);
    entered.methods().values().forEach(this::reach);
    while (!toScan.isEmpty()) {
      scan(toScan.remove());
    }
  }

  /** Classes of the jar that reachable code refers to. */
  Set<String> used() {
    return used;
  }

  /** Classes that reachable code refers to and that the jar does not have; and by what. */
  Map<String, String> missing() {
    return missing;
  }

  private void reach(ScannedMethod method) {
    if (reached.add(method)) {
      toScan.add(method);
    }
  }

  private void scan(ScannedMethod method) {
    String by = method.owner() + "." + method.signature();
    for (String type : method.types()) {
      use(type, by);
    }
    for (String constant : method.constants()) {
      String name = constant.replace('.', '/');
      if (jar.containsKey(name)) {
        use(name, by);
        instantiate(name);
        jar.get(name).methods().values().forEach(this::reach);
      }
    }
    method.created().forEach(this::instantiate);
    method.initializing().forEach(this::initialize);
    for (ScannedMethod.Call call : method.calls()) {
      if (!jar.containsKey(call.owner())) {
        continue;
      }
      if (call.isVirtual()) {
        if (virtualCalls
            .computeIfAbsent(call.signature(), signature -> new HashSet<>())
            .add(call.owner())) {
          for (String type : List.copyOf(instantiated)) {
            if (isSubtype(type, call.owner())) {
              reachIn(type, call.signature());
            }
          }
        }
      } else {
        reachIn(call.owner(), call.signature());
      }
    }
  }

  private void use(String name, String by) {
    if (!jar.containsKey(name)) {
      if (belongsToTheJar.test(name)) {
        missing.putIfAbsent(name, by);
      }
      return;
    }
    if (used.add(name)) {
      jar.get(name).supertypes().forEach(supertype -> use(supertype, name));
    }
  }

  private void initialize(String name) {
    ScannedClass type = jar.get(name);
    if (type == null || !initialized.add(name)) {
      return;
    }
    ScannedMethod initializer = type.methods().get("<clinit>()V");
    if (initializer != null) {
      reach(initializer);
    }
    type.supertypes().forEach(this::initialize);
    if (type.supertypes().contains("java/lang/Enum")) { // values() is called by reflection
      type.methods().values().stream()
          .filter(method -> method.signature().startsWith("values()"))
          .forEach(this::reach);
    }
  }

  private void instantiate(String name) {
    if (!jar.containsKey(name) || !instantiated.add(name)) {
      return;
    }
    initialize(name);
    Set<String> above = supertypesOf(name);
    virtualCalls.forEach(
        (signature, owners) -> {
          if (owners.stream().anyMatch(above::contains)) {
            reachIn(name, signature);
          }
        });
    // Whoever is outside may call what is declared outside.
    for (String type : above) {
      if (jar.containsKey(type)) {
        for (ScannedMethod method : jar.get(type).methods().values()) {
          if (overridesOutside(above, method.signature())) {
            reach(method);
          }
        }
      }
    }
  }

  private boolean overridesOutside(Set<String> above, String signature) {
    return above.stream()
        .filter(type -> !jar.containsKey(type))
        .anyMatch(type -> Outside.declares(type, signature));
  }

  private void reachIn(String type, String signature) {
    Deque<String> toSearch = new ArrayDeque<>(List.of(type));
    while (!toSearch.isEmpty()) {
      ScannedClass found = jar.get(toSearch.remove());
      if (found == null) {
        continue;
      }
      ScannedMethod method = found.methods().get(signature);
      if (method != null) {
        reach(method);
        return;
      }
      toSearch.addAll(found.supertypes());
    }
  }

  private boolean isSubtype(String type, String of) {
    return supertypesOf(type).contains(of);
  }

  /** With the type itself; those outside included. */
  private Set<String> supertypesOf(String name) {
    Set<String> known = supertypes.get(name);
    if (known == null) {
      known = new LinkedHashSet<>(Set.of(name));
      if (jar.containsKey(name)) {
        for (String supertype : jar.get(name).supertypes()) {
          known.addAll(supertypesOf(supertype));
        }
      }
      supertypes.put(name, known);
    }
    return known;
  }

  /** What classes of the JDK, and libraries that are not there, declare. */
  private static final class Outside {
    private static final Map<String, Set<String>> SIGNATURES = new HashMap<>();

    static boolean declares(String type, String signature) {
      Set<String> declared = SIGNATURES.computeIfAbsent(type, Outside::signatures);
      return declared == null || declared.contains(signature);
    }

    private static Set<String> signatures(String name) {
      Set<String> signatures = new HashSet<>();
      try {
        Class<?> type = Class.forName(name.replace('/', '.'), false, null);
        for (Class<?> c = type; c != null; c = c.getSuperclass()) {
          for (java.lang.reflect.Method method : c.getDeclaredMethods()) {
            signatures.add(method.getName() + Type.getMethodDescriptor(method));
          }
        }
        for (java.lang.reflect.Method method : type.getMethods()) {
          signatures.add(method.getName() + Type.getMethodDescriptor(method));
        }
        return signatures;
      } catch (ClassNotFoundException e) {
        return null; // not known: anything may be declared there
      }
    }
  }
}
