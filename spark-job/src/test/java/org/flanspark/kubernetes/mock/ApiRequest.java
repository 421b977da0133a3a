package org.flanspark.kubernetes.mock;

import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A request as the Kubernetes API names its parts.
 *
 * @param verb as roles have it: {@code get}, {@code list}, {@code watch}, {@code create}, {@code
 *     update}, {@code patch}, {@code delete}, {@code deletecollection}
 * @param group of the resource; empty for the core one
 * @param resource in the plural, as {@code pods}
 * @param name of one object; empty for all
 * @param query the parameters
 */
record ApiRequest(
    String verb,
    String group,
    String resource,
    String namespace,
    String name,
    Map<String, String> query) {
  private static final Pattern PATH =
      Pattern.compile(
          "/(?:api|apis/(?<group>[^/]+))/[^/]+/namespaces/(?<namespace>[^/]+)"
              + "/(?<resource>[^/]+)(?:/(?<name>[^/]+))?");

  ApiRequest {
    query = Map.copyOf(query);
  }

  /**
   * Reads method and address.
   *
   * @throws IllegalArgumentException where they are none of a resource in a namespace
   */
  static ApiRequest of(String method, URI address) {
    Matcher path = PATH.matcher(address.getPath());
    if (!path.matches()) {
      throw new IllegalArgumentException("Unknown path " + address);
    }
    Map<String, String> query = query(address);
    boolean one = path.group("name") != null;
    return new ApiRequest(
        verb(method, one, "true".equals(query.get("watch"))),
        path.group("group") == null ? "" : path.group("group"),
        path.group("resource"),
        path.group("namespace"),
        one ? path.group("name") : "",
        query);
  }

  Selector selector() {
    return Selector.of(
        query.getOrDefault("labelSelector", ""), query.getOrDefault("fieldSelector", ""));
  }

  private static String verb(String method, boolean one, boolean watch) {
    return switch (method) {
      case "GET" -> watch ? "watch" : one ? "get" : "list";
      case "POST" -> "create";
      case "PUT" -> "update";
      case "PATCH" -> "patch";
      case "DELETE" -> one ? "delete" : "deletecollection";
      default -> throw new IllegalArgumentException("Unknown method " + method);
    };
  }

  private static Map<String, String> query(URI address) {
    Map<String, String> query = new TreeMap<>();
    if (address.getRawQuery() != null) {
      for (String pair : address.getRawQuery().split("&", -1)) {
        String[] parts = pair.split("=", 2);
        query.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
      }
    }
    return query;
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }
}
