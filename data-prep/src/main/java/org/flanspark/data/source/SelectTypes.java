package org.flanspark.data.source;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.spark.SparkConf;
import org.apache.spark.SparkThrowable;
import org.apache.spark.sql.catalyst.QueryPlanningTracker;
import org.apache.spark.sql.catalyst.analysis.Analyzer;
import org.apache.spark.sql.catalyst.analysis.FunctionRegistry;
import org.apache.spark.sql.catalyst.catalog.InMemoryCatalog;
import org.apache.spark.sql.catalyst.catalog.SessionCatalog;
import org.apache.spark.sql.catalyst.expressions.Alias;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.NamedExpression;
import org.apache.spark.sql.catalyst.plans.logical.LocalRelation$;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.catalyst.plans.logical.Project;
import org.apache.spark.sql.catalyst.plans.logical.SubqueryAlias$;
import org.apache.spark.sql.internal.SQLConf;
import org.apache.spark.sql.types.ArrayType;
import org.apache.spark.sql.types.BinaryType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.MapType;
import org.apache.spark.sql.types.StructType;
import org.flanspark.data.task.SelectedField;
import scala.Option;
import scala.collection.JavaConverters;
import scala.collection.Seq;
import scala.runtime.AbstractFunction0;

/**
 * The types of selected fields, as Spark's analyzer finds them over columns that hold no row: that
 * takes neither a session nor data.
 */
final class SelectTypes {
  private final StructType columns;
  private final Analyzer analyzer;
  private final SQLConf settings = new SQLConf();

  SelectTypes(StructType columns) {
    this.columns = columns;
    // As a preparation's session: what does not fit is null, and names keep their case.
    settings.setConfString("spark.sql.ansi.enabled", "false");
    settings.setConfString("spark.sql.caseSensitive", "true");
    this.analyzer =
        new Analyzer(
            new SessionCatalog(
                new InMemoryCatalog(new SparkConf(false), new Configuration(false)),
                FunctionRegistry.builtin()));
  }

  /**
   * The fields with their types; where an expression does not fit, Spark throws exceptions of its
   * own, undeclared.
   *
   * @param fields parsed expressions by name, with all that they are made from
   */
  StructType of(Map<String, Expression> fields) {
    List<NamedExpression> selected = new ArrayList<>();
    fields.forEach((name, expression) -> selected.add(alias(expression, name)));
    LogicalPlan source =
        SubqueryAlias$.MODULE$.apply(SqlNames.SOURCE, LocalRelation$.MODULE$.apply(columns));
    return analyzed(new Project(seq(selected), source)).schema();
  }

  /** Why a field may not have this type; nothing where it may. */
  static Optional<String> refusal(String field, DataType type) {
    boolean isList = field.equals(SelectedField.OPTIONS) || field.equals(SelectedField.REFERENCES);
    if (isList) {
      return type instanceof ArrayType list && isText(list.elementType())
          ? Optional.empty()
          : Optional.of("it is %s, expected an array of texts".formatted(type.sql()));
    }
    return isText(type)
        ? Optional.empty()
        : Optional.of(
            "it is %s, expected a text or a number; array_join makes a text of a list"
                .formatted(type.sql()));
  }

  /**
   * What Spark's analyzer found wrong with expressions.
   *
   * @throws IllegalStateException where the exception says nothing about them
   */
  static String problem(Exception exception) {
    if (exception instanceof ClassCastException) {
      // Some functions, such as get, take the first argument's type for granted.
      return "a function gets an argument of another type than it takes";
    }
    if (!(exception instanceof SparkThrowable)) {
      throw new IllegalStateException("Cannot find the types of fields", exception);
    }
    return String.valueOf(exception.getMessage()).strip().lines().findFirst().orElse("");
  }

  /** A text, or what reads as one. */
  private static boolean isText(DataType type) {
    return !(type instanceof ArrayType
        || type instanceof StructType
        || type instanceof MapType
        || type instanceof BinaryType);
  }

  private LogicalPlan analyzed(LogicalPlan plan) {
    return SQLConf.withExistingConf(
        settings,
        new AbstractFunction0<LogicalPlan>() {
          @Override
          public LogicalPlan apply() {
            return analyzer.executeAndCheck(plan, new QueryPlanningTracker(Option.empty()));
          }
        });
  }

  private static Alias alias(Expression expression, String name) {
    return new Alias(
        expression,
        name,
        NamedExpression.newExprId(),
        seq(List.<String>of()),
        Option.empty(),
        seq(List.<String>of()));
  }

  private static <T> Seq<T> seq(List<T> list) {
    return JavaConverters.asScalaBuffer(list).toList();
  }
}
