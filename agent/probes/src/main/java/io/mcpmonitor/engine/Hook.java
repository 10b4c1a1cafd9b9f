package io.mcpmonitor.engine;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Type;

/**
 * Methods of the application and the advice they get. Methods are matched by name and number of
 * parameters, because parameter types move between versions of a library and names rarely do.
 *
 * <p>The advice is a class in the package of the probe, with one instance per application class
 * loader; its constructor takes the probe's scope. A hook names up to four of its methods:
 *
 * <ul>
 *   <li>{@code A argument(value, this, fields…, arguments…)}: called first; what it returns takes
 *       the place of one argument, of which {@code value} is what the caller passed. All that
 *       follows gets the new one
 *   <li>{@code Object enter(this, fields…, arguments…)}: called next; what it returns is the {@code
 *       state} below
 *   <li>{@code R exit(returned, state, this, fields…, arguments…)}: called before the method
 *       returns; its result is returned instead. With {@code void}, or for a {@code void} method
 *       (which has no {@code returned}), nothing is replaced
 *   <li>{@code void thrown(throwable, state, this, fields…, arguments…)}: called before an
 *       exception leaves the method
 * </ul>
 *
 * Each may declare fewer parameters, from the front. {@code this} and the fields are absent in
 * static methods and, before a constructor has run, in {@code argument} and {@code enter}.
 * Arguments are those the caller passed. Whatever these methods throw is counted and never reaches
 * the application.
 *
 * <p>A method that a setting names ({@link #namedBy}) may have any shape, so its advice gets less:
 * {@code this}, null where there is none, and at {@code exit} the returned object, null for a
 * primitive or nothing. It replaces nothing, and its constructor takes the method's name as well:
 *
 * <ul>
 *   <li>{@code Object enter(this)}
 *   <li>{@code void exit(returned, state, this)}
 *   <li>{@code void thrown(throwable, state, this)}
 * </ul>
 *
 * @param className binary name of the class that declares the methods
 * @param methods which of its methods
 * @param fields private fields of the instance whose values the advice gets; null where a version
 *     of the library has no such field
 * @param advice what is called
 * @param optional whether a library without such a method is complete all the same
 * @param setting the setting in which a user names the method; null for those of a library
 * @param ability what is lost for people without it; null where that is too small to be told
 */
public record Hook(
    String className,
    Methods methods,
    List<String> fields,
    Advice advice,
    boolean optional,
    @Nullable String setting,
    @Nullable Ability ability) {

  /**
   * Which methods.
   *
   * @param name the name, or {@code <init>} for constructors
   * @param least the least number of parameters
   * @param most the greatest number of parameters
   * @param firstType simple name of the first parameter's type; null for any
   */
  public record Methods(String name, int least, int most, @Nullable String firstType) {
    boolean match(String method, Type[] parameters) {
      return method.equals(name)
          && parameters.length >= least
          && parameters.length <= most
          && (firstType == null
              || (parameters.length > 0 && simpleName(parameters[0]).equals(firstType)));
    }

    private static String simpleName(Type type) {
      String name = type.getClassName();
      return name.substring(Math.max(name.lastIndexOf('.'), name.lastIndexOf('$')) + 1);
    }
  }

  /**
   * What is called.
   *
   * @param className simple name of the advice class
   * @param argument name of its method that replaces an argument
   * @param index which argument, from 0
   * @param enter name of its method called first
   * @param exit name of its method called before a return
   * @param thrown name of its method called before an exception leaves
   */
  public record Advice(
      String className,
      @Nullable String argument,
      int index,
      @Nullable String enter,
      @Nullable String exit,
      @Nullable String thrown) {

    String method(String phase) {
      String name =
          switch (phase) {
            case "argument" -> argument;
            case "enter" -> enter;
            case "exit" -> exit;
            default -> thrown;
          };
      if (name == null) {
        throw new IllegalArgumentException(className + " has no method for " + phase);
      }
      return name;
    }
  }

  /** A hook on every overload of a method. */
  public static Hook on(String className, String methodName) {
    return new Hook(
        className,
        new Methods(methodName, 0, 255, null),
        List.of(),
        new Advice("", null, 0, null, null, null),
        false,
        null,
        null);
  }

  /** Only overloads with this many parameters. */
  public Hook parameters(int count) {
    return parameters(count, count);
  }

  /** Only overloads with this many parameters. */
  public Hook parameters(int least, int most) {
    return methods(new Methods(methods.name(), least, most, methods.firstType()));
  }

  /** Only overloads whose first parameter is of a type with this simple name. */
  public Hook firstType(String simpleName) {
    return methods(new Methods(methods.name(), methods.least(), methods.most(), simpleName));
  }

  /** Hands the values of these fields to the advice. */
  public Hook fields(String... names) {
    return new Hook(className, methods, List.of(names), advice, optional, setting, ability);
  }

  /** The method need not exist: some versions of the library do without. */
  public Hook ifPresent() {
    return new Hook(className, methods, fields, advice, true, setting, ability);
  }

  /** A method that a user names, so it may have any shape, and its absence is a mistake to tell. */
  public Hook namedBy(String key) {
    return new Hook(className, methods, fields, advice, optional, key, ability);
  }

  /** What the probe can do by this hook, or by another one of the same ability. */
  public Hook gives(Ability what) {
    return new Hook(className, methods, fields, advice, optional, setting, what);
  }

  /** The advice class, in the package of the probe. */
  public Hook with(String adviceClass) {
    return advice(
        new Advice(
            adviceClass,
            advice.argument(),
            advice.index(),
            advice.enter(),
            advice.exit(),
            advice.thrown()));
  }

  /**
   * The advice method whose result takes the place of one argument.
   *
   * @param index which argument, from 0; an object, not a primitive
   */
  public Hook argument(int index, String adviceMethod) {
    return advice(
        new Advice(
            advice.className(),
            adviceMethod,
            index,
            advice.enter(),
            advice.exit(),
            advice.thrown()));
  }

  /** The advice method called before the body. */
  public Hook enter(String adviceMethod) {
    return advice(
        new Advice(
            advice.className(),
            advice.argument(),
            advice.index(),
            adviceMethod,
            advice.exit(),
            advice.thrown()));
  }

  /** The advice method called before a return. */
  public Hook exit(String adviceMethod) {
    return advice(
        new Advice(
            advice.className(),
            advice.argument(),
            advice.index(),
            advice.enter(),
            adviceMethod,
            advice.thrown()));
  }

  /** The advice method called before an exception leaves. */
  public Hook thrown(String adviceMethod) {
    return advice(
        new Advice(
            advice.className(),
            advice.argument(),
            advice.index(),
            advice.enter(),
            advice.exit(),
            adviceMethod));
  }

  /** The same hook on another method. */
  public Hook method(String methodName) {
    return methods(new Methods(methodName, methods.least(), methods.most(), methods.firstType()));
  }

  /** The same hook on another class. */
  public Hook onClass(String otherClass) {
    return new Hook(otherClass, methods, fields, advice, optional, setting, ability);
  }

  boolean match(String method, Type[] parameters) {
    return methods.match(method, parameters)
        && (advice.argument() == null
            || (advice.index() < parameters.length
                && parameters[advice.index()].getSort() >= Type.ARRAY));
  }

  String internalClassName() {
    return className.replace('.', '/');
  }

  /** For people: {@code McpServerSession.handleIncomingRequest}. */
  String label() {
    return className.substring(className.lastIndexOf('.') + 1) + "." + methods.name();
  }

  /** As in the setting that names it: {@code com.acme.Indexer#indexAll}. */
  String fullName() {
    return className + "#" + methods.name();
  }

  private Hook methods(Methods other) {
    return new Hook(className, other, fields, advice, optional, setting, ability);
  }

  private Hook advice(Advice other) {
    return new Hook(className, methods, fields, other, optional, setting, ability);
  }
}
