package org.flanspark.kubernetes.mock;

import java.util.Set;

/**
 * Who asks.
 *
 * @param user a person, or a service account by its long name
 */
public record Caller(String user, Set<String> groups) {
  public Caller {
    groups = Set.copyOf(groups);
  }

  /** A pod's service account. */
  public static Caller serviceAccount(String namespace, String name) {
    return new Caller(
        "system:serviceaccount:%s:%s".formatted(namespace, name),
        Set.of("system:serviceaccounts", "system:serviceaccounts:" + namespace));
  }

  /** What the server knows this caller by; tokens of real clusters are secrets. */
  String token() {
    return "token-of-" + user;
  }
}
