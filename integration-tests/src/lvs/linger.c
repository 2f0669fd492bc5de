/* Copyright the rst-agent authors. SPDX-License-Identifier: Apache-2.0
 *
 * Preloaded into keepalived, ends its TCP checks with RST, as its releases until 2.0.13 did: they
 * set SO_LINGER to (1, 0), later ones to (1, 5).
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <sys/socket.h>

int setsockopt(int socket, int level, int option, const void *value, socklen_t length) {
  static const struct linger reset = {1, 0};
  int (*next)(int, int, int, const void *, socklen_t) = dlsym(RTLD_NEXT, "setsockopt");
  if (level == SOL_SOCKET && option == SO_LINGER) {
    value = &reset;
  }
  return next(socket, level, option, value, length);
}
