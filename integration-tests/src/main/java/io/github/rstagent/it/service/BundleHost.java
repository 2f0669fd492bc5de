// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.service;

import java.io.File;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;

/**
 * An OSGi framework with an {@link EchoService} in a bundle, which gets this program's arguments.
 *
 * <p>Arguments: {@code storage=FOLDER}, {@code bundle=JAR} (repeatable; the last has the service),
 * and the service's own.
 */
public final class BundleHost {
  private BundleHost() {}

  public static void main(String[] arguments) throws Exception {
    ServiceOptions options = new ServiceOptions(arguments);
    Map<String, String> configuration = new HashMap<>();
    configuration.put(Constants.FRAMEWORK_STORAGE, options.get("storage", ""));
    // Bundles see what they import and java.*: no guess at what else they may want.
    configuration.put("felix.bootdelegation.implicit", "false");
    Framework framework = new FrameworkFactory().newFramework(configuration);
    framework.start();
    List<Bundle> bundles = new ArrayList<>();
    for (String jar : options.all("bundle")) {
      bundles.add(framework.getBundleContext().installBundle(new File(jar).toURI().toString()));
    }
    bundles
        .get(bundles.size() - 1)
        .loadClass(EchoService.class.getName())
        .getMethod("main", String[].class)
        .invoke(null, (Object) arguments);
    framework.stop();
    framework.waitForStop(0);
  }
}
