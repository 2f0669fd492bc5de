// Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
package io.github.rstagent.netty.bridge;

import io.github.rstagent.netty.LogEvents;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.Logger;
import org.apache.logging.log4j.message.Message;

/**
 * Reads events of Log4j 2: level, message and throwable, as its event method is given them. There
 * is no event object yet.
 */
public final class Log4j2Events extends LogEvents {
  @Override
  public boolean isError(Object event) {
    return levelOf(event).intLevel() <= Level.ERROR.intLevel();
  }

  @Override
  public String level(Object event) {
    return levelOf(event).name();
  }

  @Override
  public String logger(Object event, Object source) {
    return ((Logger) source).getName();
  }

  @Override
  @SuppressWarnings("deprecation") // what follows it does not exist in 2.0
  public Object message(Object event) {
    Message message = messageOf(event);
    if (message == null || !isOfObjects(message)) {
      return message == null ? null : message.getFormat();
    }
    Object[] logged = message.getParameters();
    return logged != null && logged.length == 1 ? logged[0] : message;
  }

  /** Its format is the text of what the application has passed. Which of them exist, depends. */
  private static boolean isOfObjects(Message message) {
    String name = message.getClass().getName();
    return name.endsWith("ObjectMessage") || name.endsWith("ObjectArrayMessage");
  }

  @Override
  public Throwable throwable(Object event) {
    Throwable logged = (Throwable) ((Object[]) event)[2];
    Message message = messageOf(event);
    return logged == null && message != null ? message.getThrowable() : logged;
  }

  /** The message's own throwable is among its parameters, or the one that is logged. */
  @Override
  public Object[] arguments(Object event) {
    Message message = messageOf(event);
    return message == null ? null : message.getParameters();
  }

  private static Level levelOf(Object event) {
    return (Level) ((Object[]) event)[0];
  }

  private static Message messageOf(Object event) {
    return (Message) ((Object[]) event)[1];
  }
}
