package io.mcpmonitor.engine;

import static org.objectweb.asm.Opcodes.ACC_FINAL;
import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.F_SAME1;
import static org.objectweb.asm.Opcodes.H_INVOKESTATIC;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.INVOKEINTERFACE;
import static org.objectweb.asm.Opcodes.INVOKEVIRTUAL;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.RETURN;
import static org.objectweb.asm.Opcodes.V17;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
import java.util.List;
import java.util.function.Consumer;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.ConstantDynamic;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Type;

/**
 * Makes the method that a call site calls: of the call site's own type, it casts, calls the advice
 * and catches what that throws.
 *
 * <pre>
 * static Object call(Object returned, Object state, Object owner, …) {
 *   try {
 *     return Mono.class.cast(advice.exit((Mono) returned, state, (McpServerSession) owner));
 *   } catch (Throwable t) {
 *     failed.accept(t);
 *     return returned;
 *   }
 * }
 * </pre>
 *
 * Method handle combinators would say the same in fewer lines, but the JVM makes some fifteen
 * classes for each such handle and one for this.
 */
final class AdviceAdapter {
  private static final String NAME = "call";
  private static final Handle CLASS_DATA =
      new Handle(
          H_INVOKESTATIC,
          "java/lang/invoke/MethodHandles",
          "classDataAt",
          "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/Class;I)"
              + "Ljava/lang/Object;",
          false);

  private AdviceAdapter() {}

  /**
   * Makes the method.
   *
   * @param type of the call site: primitives and {@code Object} only
   * @param keepsReturned whether the first argument is what the application returns
   * @param result what the woven method casts an object result to: better here than there
   * @param advice the instance
   * @param method its method, which may have fewer parameters than the call site
   * @param failed gets what the advice throws
   */
  static MethodHandle of(
      MethodType type,
      boolean keepsReturned,
      Class<?> result,
      Object advice,
      Method method,
      Consumer<Throwable> failed)
      throws ReflectiveOperationException {
    Class<?> adviceType = advice.getClass();
    byte[] bytes = bytes(type, keepsReturned, Type.getInternalName(adviceType), method);
    MethodHandles.Lookup adapter =
        ((AdviceClassLoader) adviceType.getClassLoader())
            .lookup(adviceType.getPackageName())
            .defineHiddenClassWithClassData(bytes, List.of(advice, failed, result), true);
    return adapter.findStatic(adapter.lookupClass(), NAME, type);
  }

  private static byte[] bytes(
      MethodType type, boolean keepsReturned, String adviceType, Method method) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(V17, ACC_FINAL, adviceType + "$Call", null, "java/lang/Object", null);
    MethodVisitor code =
        writer.visitMethod(ACC_STATIC, NAME, type.toMethodDescriptorString(), null, null);
    code.visitCode();
    Label start = new Label();
    Label end = new Label();
    code.visitTryCatchBlock(start, end, end, "java/lang/Throwable");
    code.visitLabel(start);
    boolean adviceIsVoid = method.getReturnType() == void.class;
    boolean casts = !adviceIsVoid && type.returnType() == Object.class;
    if (casts) {
      loadClassData(code, 2, "Ljava/lang/Class;");
    }
    loadClassData(code, 0, "L" + adviceType + ";");
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
    loadClassData(code, 1, "Ljava/util/function/Consumer;");
    code.visitVarInsn(ALOAD, thrown);
    code.visitMethodInsn(
        INVOKEINTERFACE, "java/util/function/Consumer", "accept", "(Ljava/lang/Object;)V", true);
    returnFrom(code, type, keepsReturned, true);
    code.visitMaxs(0, 0);
    code.visitEnd();
    return writer.toByteArray();
  }

  private static void loadClassData(MethodVisitor code, int index, String descriptor) {
    code.visitLdcInsn(new ConstantDynamic("_", descriptor, CLASS_DATA, index));
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
