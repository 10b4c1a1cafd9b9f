package io.mcpmonitor.engine;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_PUBLIC;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.BIPUSH;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.F_SAME1;
import static org.objectweb.asm.Opcodes.GETSTATIC;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKESTATIC;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.PUTSTATIC;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Makes the method that a call site calls: of the call site's own type, it casts, calls the advice
 * and catches what that throws.
 *
 * <pre>
 * public static Object call(Object returned, Object state, Object owner, …) {
 *   try {
 *     return result.cast(advice.exit((Mono) returned, state, (McpServerSession) owner));
 *   } catch (Throwable t) {
 *     failed.accept(t);
 *     return returned;
 *   }
 * }
 * </pre>
 *
 * One plain class. Method handle combinators would say the same in fewer lines, but the JVM makes
 * some fifteen classes for each such handle, and some more for a hidden class with class data.
 */
final class AdviceAdapter {
  private static final String NAME = "call";
  private static final String CONSUMER = "Ljava/util/function/Consumer;";
  private static final String CLASS = "Ljava/lang/Class;";
  private static final String GIVEN = "io/mcpmonitor/engine/AdviceParts";

  private final MethodType type;
  private final boolean keepsReturned;
  private final Class<?> result;
  private final Object advice;
  private final Method method;
  private final Consumer<Throwable> failed;

  /**
   * @param type of the call site: primitives and {@code Object} only
   * @param keepsReturned whether the first argument is what the application returns
   * @param result what the woven method casts an object result to: better here than there
   * @param advice the instance
   * @param method its method, which may have fewer parameters than the call site
   * @param failed gets what the advice throws
   */
  AdviceAdapter(
      MethodType type,
      boolean keepsReturned,
      Class<?> result,
      Object advice,
      Method method,
      Consumer<Throwable> failed) {
    this.type = type;
    this.keepsReturned = keepsReturned;
    this.result = result;
    this.advice = advice;
    this.method = method;
    this.failed = failed;
  }

  /** Makes the method. */
  MethodHandle handle() throws ReflectiveOperationException {
    AdviceClassLoader loader = (AdviceClassLoader) advice.getClass().getClassLoader();
    Class<?> made = loader.define(advice.getClass().getName() + "$Call", this);
    AdviceParts.give(made, advice, failed, result);
    return MethodHandles.publicLookup().findStatic(made, NAME, type);
  }

  /** The class, under this internal name. */
  byte[] bytes(String name) {
    String adviceType = Type.getInternalName(advice.getClass());
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(V17, ACC_PUBLIC | ACC_FINAL, name, null, "java/lang/Object", null);
    String[] fields = {"L" + adviceType + ";", CONSUMER, CLASS};
    initializer(writer, name, fields);
    MethodVisitor code =
        writer.visitMethod(
            ACC_PUBLIC | ACC_STATIC, NAME, type.toMethodDescriptorString(), null, null);
    code.visitCode();
    Label start = new Label();
    Label end = new Label();
    code.visitTryCatchBlock(start, end, end, "java/lang/Throwable");
    code.visitLabel(start);
    boolean adviceIsVoid = method.getReturnType() == void.class;
    boolean casts = !adviceIsVoid && type.returnType() == Object.class;
    if (casts) {
      code.visitFieldInsn(GETSTATIC, name, "part2", CLASS);
    }
    code.visitFieldInsn(GETSTATIC, name, "part0", fields[0]);
    int slot = 0;
    for (int i = 0; i < method.getParameterCount(); i++) {
      Type given = Type.getType(type.parameterType(i));
      Type wanted = Type.getType(method.getParameterTypes()[i]);
      code.visitVarInsn(given.getOpcode(ILOAD), slot);
      slot += given.getSize();
      if (wanted.getSort() >= Type.ARRAY) {
        code.visitTypeInsn(CHECKCAST, wanted.getInternalName());
      }
    }
    code.visitMethodInsn(
        INVOKEVIRTUAL, adviceType, method.getName(), Type.getMethodDescriptor(method), false);
    if (casts) {
      code.visitMethodInsn(
          INVOKEVIRTUAL,
          "java/lang/Class",
          "cast",
          "(Ljava/lang/Object;)Ljava/lang/Object;",
          false);
    }
    returnFrom(code, type, adviceIsVoid && keepsReturned, adviceIsVoid);
    code.visitLabel(end);
    code.visitFrame(F_SAME1, 0, null, 1, new Object[] {"java/lang/Throwable"});
    int thrown = Type.getArgumentsAndReturnSizes(type.toMethodDescriptorString()) >> 2;
    code.visitVarInsn(ASTORE, thrown);
    code.visitFieldInsn(GETSTATIC, name, "part1", CONSUMER);
    code.visitVarInsn(ALOAD, thrown);
    code.visitMethodInsn(
        INVOKEINTERFACE, "java/util/function/Consumer", "accept", "(Ljava/lang/Object;)V", true);
    returnFrom(code, type, keepsReturned, true);
    code.visitMaxs(0, 0);
    code.visitEnd();
    return writer.toByteArray();
  }

  /** Constants, so that the JVM can compile through them. */
  private static void initializer(ClassWriter writer, String name, String[] fields) {
    MethodVisitor code = writer.visitMethod(ACC_STATIC, "<clinit>", "()V", null, null);
    code.visitCode();
    for (int i = 0; i < fields.length; i++) {
      String field = "part".concat(Integer.toString(i));
      writer.visitField(ACC_STATIC | ACC_FINAL, field, fields[i], null, null).visitEnd();
      code.visitIntInsn(BIPUSH, i);
      code.visitMethodInsn(INVOKESTATIC, GIVEN, "take", "(I)Ljava/lang/Object;", false);
      code.visitTypeInsn(CHECKCAST, Type.getType(fields[i]).getInternalName());
      code.visitFieldInsn(PUTSTATIC, name, field, fields[i]);
    }
    code.visitInsn(RETURN);
    code.visitMaxs(0, 0);
    code.visitEnd();
  }

  /** Returns the first argument, or nothing, or what is on the stack. */
  private static void returnFrom(
      MethodVisitor code, MethodType type, boolean firstArgument, boolean nothing) {
    Type returned = Type.getType(type.returnType());
    if (returned.equals(Type.VOID_TYPE)) {
      code.visitInsn(RETURN);
      return;
    }
    if (firstArgument) {
      code.visitVarInsn(returned.getOpcode(ILOAD), 0);
    } else if (nothing) { // only "enter" has a result of its own, and that is an object
      code.visitInsn(ACONST_NULL);
    }
    code.visitInsn(returned.getOpcode(IRETURN));
  }
}
