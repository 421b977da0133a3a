package org.flanspark.data.source;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.analysis.Star;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.expressions.LambdaFunction;
import org.apache.spark.sql.catalyst.expressions.Nondeterministic;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.expressions.UnresolvedNamedLambdaVariable;
import org.apache.spark.sql.catalyst.expressions.WindowExpression;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;

/** The names in one parsed expression, and what in it may not be used. */
final class SqlNames {
  /** Qualifies a column of the source. */
  static final String SOURCE = "source";

  /** Functions that run code, fail on purpose, or answer otherwise another day. */
  private static final Set<String> REFUSED =
      Set.of(
          "reflect",
          "java_method",
          "try_reflect",
          "raise_error",
          "assert_true",
          "aes_encrypt",
          "curdate",
          "now",
          "getdate",
          "localtimestamp",
          "user",
          "session_user",
          "version");

  private static final Set<String> REFUSED_GROUPS =
      Set.of("agg_funcs", "window_funcs", "generator_funcs");

  private final Set<String> plainNames = new TreeSet<>();
  private final Set<String> sourceColumns = new TreeSet<>();
  private final List<String> refusals = new ArrayList<>();

  private SqlNames() {}

  static SqlNames of(Expression expression) {
    SqlNames names = new SqlNames();
    names.visit(expression, Set.of());
    return names;
  }

  /** Names without a qualifier: columns of the source or other fields of the select. */
  Set<String> plainNames() {
    return plainNames;
  }

  /** Names that {@code source.} stands before. */
  Set<String> sourceColumns() {
    return sourceColumns;
  }

  /** Why the expression may not be used; empty where it may. */
  List<String> refusals() {
    return refusals;
  }

  private void visit(Expression node, Set<String> lambdaArguments) {
    Set<String> inner = lambdaArguments;
    if (node instanceof UnresolvedFunction function) {
      function(list(function.nameParts()), list(function.arguments()).size());
    } else if (node instanceof UnresolvedAttribute attribute) {
      name(list(attribute.nameParts()), lambdaArguments);
    } else if (node instanceof UnresolvedNamedLambdaVariable variable) {
      // The parser takes every name in a lambda's body for a variable of it.
      name(list(variable.nameParts()), lambdaArguments);
    } else if (node instanceof LambdaFunction lambda) {
      inner = new HashSet<>(lambdaArguments);
      for (Object argument : list(lambda.arguments())) {
        inner.add(((UnresolvedNamedLambdaVariable) argument).name());
      }
    } else if (node instanceof PlanExpression) {
      refusals.add("subqueries may not be used");
    } else if (node instanceof WindowExpression
        || node.getClass().getSimpleName().equals("UnresolvedWindowExpression")) {
      refusals.add("windows may not be used: they take rows together");
    } else if (node instanceof Star) {
      refusals.add("'*' may not be used");
    } else if (node instanceof Nondeterministic || isClock(node)) {
      refusals.add("'%s' may not be used: it answers differently each time".formatted(node));
    }
    for (Expression child : list(node.children())) {
      visit(child, inner);
    }
  }

  private static boolean isClock(Expression node) {
    return node.getClass().getSimpleName().startsWith("Current");
  }

  private void name(List<String> parts, Set<String> lambdaArguments) {
    String first = parts.get(0);
    if (lambdaArguments.contains(first)) {
      return;
    }
    if (first.equals(SOURCE) && parts.size() > 1) {
      sourceColumns.add(parts.get(1));
    } else if (isRefusedName(first)) {
      refusals.add("'%s' may not be used: it answers differently each time".formatted(first));
    } else {
      plainNames.add(first);
    }
  }

  /** Keywords such as {@code current_date} stand without parentheses and parse as names. */
  private static boolean isRefusedName(String name) {
    String lower = name.toLowerCase(Locale.ROOT);
    return lower.startsWith("current_") && known(lower).isDefined();
  }

  private void function(List<String> parts, int arguments) {
    String name = parts.get(parts.size() - 1).toLowerCase(Locale.ROOT);
    Option<ExpressionInfo> known = known(name);
    if (known.isEmpty()) {
      refusals.add("Unknown function '" + name + "'");
    } else if (REFUSED.contains(name)
        || name.startsWith("current_")
        || (name.equals("unix_timestamp") && arguments == 0)
        || isNondeterministic(known.get())) {
      refusals.add(
          "the function '%s' may not be used: it runs code, fails on purpose or answers differently each time"
              .formatted(name));
    } else if (REFUSED_GROUPS.contains(known.get().getGroup())) {
      refusals.add(
          "the function '%s' may not be used: a record's fields come from that record alone, one each"
              .formatted(name));
    }
  }

  private static Option<ExpressionInfo> known(String function) {
    return FunctionRegistry.builtin().lookupFunction(new FunctionIdentifier(function));
  }

  private static boolean isNondeterministic(ExpressionInfo function) {
    try {
      return Nondeterministic.class.isAssignableFrom(
          Class.forName(function.getClassName(), false, SqlNames.class.getClassLoader()));
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("Cannot find the class of " + function.getName(), e);
    }
  }

  private static <T> List<T> list(Seq<T> sequence) {
    return JavaConverters.seqAsJavaList(sequence);
  }
}
