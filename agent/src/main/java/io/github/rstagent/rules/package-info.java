/**
 * Who is listed, and what is to be done about their resets: rules, the look-up by peer and local
 * port, and the grammar of addresses and list files. Knows nothing of Netty.
 */
package io.github.rstagent.rules;
