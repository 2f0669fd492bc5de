/** The options, where each may stand, and which of several values is in force. */
package io.github.rstagent.config;
