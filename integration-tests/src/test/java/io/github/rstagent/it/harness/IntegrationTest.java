// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.it.harness;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A class of tests that start JVMs and reset connections. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EnabledOnOs(
    value = OS.LINUX,
    disabledReason =
        "peers are told apart by addresses in 127.0.0.0/8, which only Linux has all of")
@Timeout(value = 2, unit = TimeUnit.MINUTES)
public @interface IntegrationTest {}
