package io.mcpmonitor.engine;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;

/**
 * Whether a class of Java 6 may be made one of Java 7, which has {@code invokedynamic}: only Java 7
 * demands of every method the frames that compilers write since Java 6. Netty 4.1 is such a class.
 */
final class StackMaps extends ClassVisitor {
  private boolean complete = true;

  private StackMaps() {
    super(Opcodes.ASM9);
  }

  static boolean areIn(ClassReader reader) {
    StackMaps maps = new StackMaps();
    reader.accept(maps, ClassReader.SKIP_DEBUG);
    return maps.complete;
  }

  @Override
  public MethodVisitor visitMethod(
      int access,
      String name,
      String descriptor,
      @Nullable String signature,
      String @Nullable [] exceptions) {
    return new MethodVisitor(Opcodes.ASM9) {
      private boolean needed;
      private boolean found;

      @Override
      public void visitJumpInsn(int opcode, Label label) {
        needed = true;
        complete &= opcode != Opcodes.JSR;
      }

      @Override
      public void visitTableSwitchInsn(int min, int max, Label otherwise, Label... labels) {
        needed = true;
      }

      @Override
      public void visitLookupSwitchInsn(Label otherwise, int[] keys, Label[] labels) {
        needed = true;
      }

      @Override
      public void visitTryCatchBlock(Label start, Label end, Label handler, @Nullable String type) {
        needed = true;
      }

      @Override
      public void visitFrame(
          int type, int localCount, Object[] local, int stackCount, Object[] stack) {
        found = true;
      }

      @Override
      public void visitEnd() {
        complete &= found || !needed;
      }
    };
  }
}
