package io.mcpmonitor.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.objectweb.asm.Opcodes.*;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodTooLargeException;
import org.objectweb.asm.MethodVisitor;

/** What class files may hold and no Java compiler writes. */
class GeneratedWeavingTest {
  private static final String NAME = "Generated";
  private static final Hook HOOK = Weaving.everyPhase(NAME, "m");

  private final List<String> phases = new ArrayList<>();
  private final List<List<Object>> arguments = new ArrayList<>();

  @AfterEach
  void reset() {
    Weaving.advice(Weaving.NOTHING);
  }

  private void record() {
    Weaving.advice(
        (hook, phase, given) -> {
          phases.add(phase);
          arguments.add(Arrays.asList(given));
          return phase.equals("enter") ? "state" : Weaving.NOTHING.call(hook, phase, given);
        });
  }

  @Test
  void parametersBecomeVariablesOfOtherTypes() throws Exception {
    byte[] original =
        generated(
            V17,
            ACC_PUBLIC | ACC_STATIC,
            "(Ljava/lang/String;JD)I",
            code -> {
              // String in 0, long in 1 and double in 3 become double in 0 and int in 2, 3 and 4
              code.visitVarInsn(DLOAD, 3);
              code.visitVarInsn(DSTORE, 0);
              for (int slot = 2; slot <= 4; slot++) {
                code.visitInsn(ICONST_3);
                code.visitVarInsn(ISTORE, slot);
              }
              Label loop = new Label();
              code.visitLabel(loop);
              code.visitFrame(
                  F_NEW, 4, new Object[] {DOUBLE, INTEGER, INTEGER, INTEGER}, 0, new Object[0]);
              code.visitIincInsn(2, -1);
              code.visitVarInsn(ILOAD, 2);
              code.visitJumpInsn(IFGT, loop);
              code.visitVarInsn(ILOAD, 4);
              code.visitInsn(IRETURN);
            });
    record();
    Class<?> woven = Weaving.woven(NAME, original, HOOK);
    assertThat(method(woven, String.class, long.class, double.class).invoke(null, "a", 2L, 3.0))
        .isEqualTo(3);
    assertThat(arguments).containsExactly(List.of("a", 2L, 3.0), List.of(3, "state", "a", 2L, 3.0));
  }

  @Test
  void evenThisIsOverwritten() throws Exception {
    byte[] original =
        generated(
            V17,
            ACC_PUBLIC,
            "()I",
            code -> {
              code.visitInsn(ICONST_5);
              code.visitVarInsn(ISTORE, 0);
              Label loop = new Label();
              code.visitLabel(loop);
              code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, new Object[0]);
              code.visitIincInsn(0, -1);
              code.visitVarInsn(ILOAD, 0);
              code.visitJumpInsn(IFGT, loop);
              code.visitVarInsn(ILOAD, 0);
              code.visitInsn(IRETURN);
            });
    record();
    Class<?> woven = Weaving.woven(NAME, original, HOOK);
    Object instance = woven.getConstructor().newInstance();
    assertThat(method(woven).invoke(instance)).isEqualTo(0);
    assertThat(arguments).containsExactly(List.of(instance), List.of(0, "state", instance));
  }

  @Test
  void theFirstInstructionIsAJumpTarget() throws Exception {
    byte[] original =
        generated(
            V1_8,
            ACC_PUBLIC | ACC_STATIC,
            "(I)I",
            code -> {
              Label start = new Label();
              Label end = new Label();
              code.visitLabel(start);
              code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, new Object[0]);
              code.visitVarInsn(ILOAD, 0);
              code.visitJumpInsn(IFLE, end);
              code.visitIincInsn(0, -1);
              code.visitJumpInsn(GOTO, start);
              code.visitLabel(end);
              code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, new Object[0]);
              code.visitVarInsn(ILOAD, 0);
              code.visitInsn(IRETURN);
            });
    record();
    assertThat(method(Weaving.woven(NAME, original, HOOK), int.class).invoke(null, 9)).isEqualTo(0);
    assertThat(arguments).containsExactly(List.of(9), List.of(0, "state", 9));
  }

  @Test
  void valuesMayWaitOnTheStackWhenTheMethodReturns() throws Exception {
    byte[] original =
        generated(
            V17,
            ACC_PUBLIC | ACC_STATIC,
            "(J)J",
            code -> {
              code.visitLdcInsn("left over");
              code.visitVarInsn(LLOAD, 0);
              code.visitVarInsn(LLOAD, 0);
              code.visitInsn(LRETURN);
            });
    record();
    assertThat(method(Weaving.woven(NAME, original, HOOK), long.class).invoke(null, 4L))
        .isEqualTo(4L);
    assertThat(arguments).containsExactly(List.of(4L), List.of(4L, "state", 4L));
  }

  /** Compilers for Java 6 need not write frames, without which it cannot be made Java 7. */
  @ParameterizedTest
  @ValueSource(ints = {V1_5, V1_6})
  void oldClassFilesAreRefusedWithAReason(int version) {
    ProbeSwitch probeSwitch = new ProbeSwitch(Weaving.probe(HOOK), null);
    byte[] original =
        generated(
            version,
            ACC_PUBLIC | ACC_STATIC,
            "()V",
            code -> {
              Label end = new Label();
              code.visitInsn(ICONST_1);
              code.visitJumpInsn(IFEQ, end);
              code.visitLabel(end);
              code.visitInsn(RETURN);
            });
    byte[] woven =
        new ClassWeaver(Weaving.LINKER).weave(original, Weaving.entries(probeSwitch, HOOK));
    assertThat(woven).isNull();
    assertThat(probeSwitch.status().missing())
        .containsExactly("Generated.m (class file version " + version + " has no invokedynamic)");
  }

  @ParameterizedTest
  @ValueSource(ints = {V1_6, V1_7, V1_8, V11, V17})
  void newClassFilesAreWoven(int version) throws Exception {
    record();
    method(Weaving.woven(NAME, empty(version), HOOK)).invoke(null);
    assertThat(phases).containsExactly("enter", "exit");
  }

  @Test
  void methodsWithoutABodyAndBridgesAreMissing() {
    for (int access : new int[] {ACC_ABSTRACT, ACC_NATIVE, ACC_BRIDGE | ACC_SYNTHETIC}) {
      ClassWriter writer = new ClassWriter(0);
      writer.visit(V17, ACC_PUBLIC | ACC_ABSTRACT, NAME, null, "java/lang/Object", null);
      MethodVisitor code = writer.visitMethod(ACC_PUBLIC | access, "m", "()V", null, null);
      if ((access & ACC_BRIDGE) != 0) {
        code.visitCode();
        code.visitInsn(RETURN);
        code.visitMaxs(0, 1);
      }
      ProbeSwitch probeSwitch = new ProbeSwitch(Weaving.probe(HOOK), null);
      assertThat(
              new ClassWeaver(Weaving.LINKER)
                  .weave(writer.toByteArray(), Weaving.entries(probeSwitch, HOOK)))
          .isNull();
      assertThat(probeSwitch.status().missing()).containsExactly("Generated.m (no such method)");
    }
  }

  @Test
  void whatASettingNamesWronglyIsOneLine() {
    ClassWriter writer = new ClassWriter(0);
    writer.visit(V17, ACC_PUBLIC | ACC_ABSTRACT, NAME, null, "com/acme/Parent", null);
    writer.visitMethod(ACC_PUBLIC | ACC_ABSTRACT, "m", "()V", null, null);
    Hook bodiless = Weaving.everyPhase(NAME, "m").namedBy("scan.methods");
    Hook absent = Weaving.everyPhase(NAME, "absent").parameters(0).namedBy("scan.recovery-method");
    Hook elsewhere = Weaving.everyPhase("com.acme.Absent", "m").namedBy("scan.item-methods");
    Hook[] hooks = {bodiless, absent, elsewhere};
    ProbeSwitch probeSwitch = new ProbeSwitch(Weaving.probe(hooks), null);
    List<HookTransformer.Entry> entries = Weaving.entries(probeSwitch, hooks).subList(0, 2);
    assertThat(new ClassWeaver(Weaving.LINKER).weave(writer.toByteArray(), entries)).isNull();
    assertThat(probeSwitch.status().missing()).isEmpty();
    assertThat(probeSwitch.status().unable())
        .containsExactly(
            "scan.methods=" + NAME + "#m: it has no body there; name the class that implements it",
            "scan.recovery-method="
                + NAME
                + "#absent: no such method without parameters in the class itself; it may be one"
                + " of its parent com.acme.Parent",
            "scan.item-methods=com.acme.Absent#m: no class of this name has been loaded so far"
                + " (a nested class is named Outer$Inner)");
  }

  @Test
  void jumpsMayBecomeTooFarForTheirInstruction() throws Exception {
    byte[] original =
        generated(V17, ACC_PUBLIC | ACC_STATIC, "(I)I", code -> jumpsOver(code, 32_760));
    record();
    Method method = method(Weaving.woven(NAME, original, HOOK, HOOK, HOOK), int.class);
    assertThat(method.invoke(null, 0)).isEqualTo(0);
    assertThat(method.invoke(null, 1)).isEqualTo(1);
    assertThat(phases).hasSize(12);
  }

  /** {@code if (n != 0) { nothing of this size, with returns in it } return n} */
  private static void jumpsOver(MethodVisitor code, int size) {
    Label end = new Label();
    code.visitVarInsn(ILOAD, 0);
    code.visitJumpInsn(IFEQ, end);
    for (int i = 0; i < size - 20; i++) {
      code.visitInsn(NOP);
    }
    Label on = new Label();
    code.visitVarInsn(ILOAD, 0);
    code.visitJumpInsn(IFNE, on);
    code.visitInsn(ICONST_M1);
    code.visitInsn(IRETURN);
    code.visitLabel(on);
    code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, new Object[0]);
    code.visitInsn(NOP);
    code.visitLabel(end);
    code.visitFrame(F_NEW, 1, new Object[] {INTEGER}, 0, new Object[0]);
    code.visitVarInsn(ILOAD, 0);
    code.visitInsn(IRETURN);
  }

  @Test
  void aMethodThatWouldGrowTooLargeIsLeftAlone() {
    byte[] original =
        generated(V17, ACC_PUBLIC | ACC_STATIC, "(I)I", code -> jumpsOver(code, 32_000));
    assertThat(Weaving.weave(original, HOOK)).isNotNull();
    byte[] full = generated(V17, ACC_PUBLIC | ACC_STATIC, "()V", code -> nops(code, 65_530));
    assertThatThrownBy(() -> Weaving.weave(full, HOOK)).isInstanceOf(MethodTooLargeException.class);
  }

  private static void nops(MethodVisitor code, int size) {
    for (int i = 0; i < size; i++) {
      code.visitInsn(NOP);
    }
    code.visitInsn(RETURN);
  }

  @Test
  void moreArgumentsThanACallSiteMayHaveAreRefusedWithAReason() {
    ProbeSwitch probeSwitch = new ProbeSwitch(Weaving.probe(HOOK), null);
    byte[] original =
        generated(V17, ACC_PUBLIC, "(" + "J".repeat(124) + ")V", code -> nops(code, 0));
    assertThat(new ClassWeaver(Weaving.LINKER).weave(original, Weaving.entries(probeSwitch, HOOK)))
        .isNull();
    assertThat(probeSwitch.status().missing()).containsExactly("Generated.m (too many parameters)");
  }

  @Test
  void manyArgumentsAreHandedOver() throws Exception {
    int count = 240;
    byte[] original =
        generated(
            V17, ACC_PUBLIC | ACC_STATIC, "(" + "I".repeat(count) + ")V", code -> nops(code, 0));
    record();
    Class<?>[] types = new Class<?>[count];
    Object[] values = new Object[count];
    for (int i = 0; i < count; i++) {
      types[i] = int.class;
      values[i] = i;
    }
    method(Weaving.woven(NAME, original, HOOK), types).invoke(null, values);
    assertThat(arguments.get(0)).containsExactly(values);
    assertThat(arguments.get(1)).hasSize(count + 1).endsWith(values);
  }

  private static Method method(Class<?> type, Class<?>... parameters) throws Exception {
    return type.getMethod("m", parameters);
  }

  private static byte[] empty(int version) {
    return generated(version, ACC_PUBLIC | ACC_STATIC, "()V", code -> nops(code, 0));
  }

  /** A class with one method {@code m} and, where it is an instance method, a constructor. */
  private static byte[] generated(
      int version, int access, String descriptor, Consumer<MethodVisitor> body) {
    ClassWriter writer = new ClassWriter(ClassWriter.COMPUTE_MAXS);
    writer.visit(version, ACC_PUBLIC | ACC_SUPER, NAME, null, "java/lang/Object", null);
    MethodVisitor constructor = writer.visitMethod(ACC_PUBLIC, "<init>", "()V", null, null);
    constructor.visitCode();
    constructor.visitVarInsn(ALOAD, 0);
    constructor.visitMethodInsn(INVOKESPECIAL, "java/lang/Object", "<init>", "()V", false);
    constructor.visitInsn(RETURN);
    constructor.visitMaxs(0, 0);
    MethodVisitor code = writer.visitMethod(access, "m", descriptor, null, null);
    code.visitCode();
    body.accept(code);
    code.visitMaxs(0, 0);
    code.visitEnd();
    writer.visitEnd();
    return writer.toByteArray();
  }
}
