package org.flanspark.config;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds secrets where settings, task files and arguments would hold them: these are logged, and
 * saved with every artifact. What is found is not repeated.
 */
public final class PlainSecrets {
  private static final String WHY =
      "settings are logged and saved with every artifact; leave secrets in the environment, in a file that its owner alone reads or in the cluster's own store";

  private static final String FAULT =
      "its address holds a user's name or password, expected one without; " + WHY;

  /** What stands before the @ of an address, where it has one. */
  private static final Pattern USER =
      Pattern.compile("^\\s*([A-Za-z][A-Za-z0-9+.-]*)://([^/?#]*)@", Pattern.DOTALL);

  /** Azure's file systems name a container there. */
  private static final Pattern WITH_CONTAINER = Pattern.compile("(?i)abfss?|wasbs?");

  private static final Pattern NAME_OF_SECRET =
      Pattern.compile(
          "(?i).*(^|[_-])(secret|password|passwd|passphrase|token|credentials?|(access|account|api|private)[_-]?key)([_-].*|$)");

  /** An address in an argument: the whole of it, or the value of an option or a setting. */
  private static final Pattern ADDRESS_OF_ARGUMENT =
      Pattern.compile("(?:^|[=,\\[\"'])\\s*([A-Za-z][A-Za-z0-9+.-]*://)");

  private PlainSecrets() {}

  /**
   * Refuses addresses with a user's name or password among a command's arguments, which besides
   * every user of the machine can list.
   *
   * @throws ConfigException which names the options, or the places among the arguments
   */
  public static void checkArguments(String... arguments) {
    Problems problems = new Problems();
    for (int i = 0; i < arguments.length; i++) {
      Matcher address = ADDRESS_OF_ARGUMENT.matcher(arguments[i]);
      while (address.find()) {
        problems.check(
            !holdsUser(arguments[i].substring(address.start(1))),
            "Invalid argument %s: %s".formatted(name(arguments, i, address.start(1)), FAULT));
      }
    }
    problems.throwIfAny();
  }

  /** What stands before the address, as {@code --set data.root}, without any address itself. */
  private static String name(String[] arguments, int index, int start) {
    String key = arguments[index].substring(0, start).replaceAll("=.*", "");
    boolean option = index > 0 && arguments[index - 1].matches("--?[a-z-]+");
    String named = (option ? arguments[index - 1] + " " : "") + (start == 0 ? "" : key);
    return named.isBlank() ? Integer.toString(index + 1) : named.strip();
  }

  /**
   * Refuses addresses with a user's name or password.
   *
   * @throws ConfigException which names the keys
   */
  static void check(JsonNode settings) {
    Problems problems = new Problems();
    check(settings, "", problems);
    problems.throwIfAny();
  }

  /**
   * Looks for addresses with a user's name or password in a value and all below it.
   *
   * @param path of the value, for messages
   */
  public static void check(JsonNode node, String path, Problems problems) {
    problems.check(
        !node.isTextual() || !holdsUser(node.textValue()), "Invalid %s: %s".formatted(path, FAULT));
    for (Map.Entry<String, JsonNode> entry : node.properties()) {
      check(
          entry.getValue(),
          path.isEmpty() ? entry.getKey() : path + "." + entry.getKey(),
          problems);
    }
    if (node.isArray()) {
      node.forEach(element -> check(element, path, problems));
    }
  }

  /** Whether a variable holds a secret, by its name. */
  static boolean isNameOfOne(String variable) {
    return NAME_OF_SECRET.matcher(variable).matches();
  }

  /** Why such a variable cannot stand in a setting. */
  static String refusal(String variable, String path) {
    return "Cannot use ${env:%s} in %s: by its name it holds a secret; %s"
        .formatted(variable, path, WHY);
  }

  private static boolean holdsUser(String text) {
    Matcher address = USER.matcher(text);
    return address.find()
        && !(WITH_CONTAINER.matcher(address.group(1)).matches() && !address.group(2).contains(":"));
  }
}
