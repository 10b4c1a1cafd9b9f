package io.mcpmonitor.engine;

import static org.objectweb.asm.Opcodes.ACC_STATIC;
import static org.objectweb.asm.Opcodes.ACONST_NULL;
import static org.objectweb.asm.Opcodes.ALOAD;
import static org.objectweb.asm.Opcodes.ASM9;
import static org.objectweb.asm.Opcodes.ASTORE;
import static org.objectweb.asm.Opcodes.ATHROW;
import static org.objectweb.asm.Opcodes.CHECKCAST;
import static org.objectweb.asm.Opcodes.DUP;
import static org.objectweb.asm.Opcodes.F_NEW;
import static org.objectweb.asm.Opcodes.GETFIELD;
import static org.objectweb.asm.Opcodes.ILOAD;
import static org.objectweb.asm.Opcodes.IRETURN;
import static org.objectweb.asm.Opcodes.ISTORE;
import static org.objectweb.asm.Opcodes.RETURN;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.objectweb.asm.Handle;
import org.objectweb.asm.Label;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Adds the calls of one hook to one method:
 *
 * <pre>
 * R method(A a) {                        R method(A a) {
 *   body                                   A a' = a;
 * }                                        a = a' = (A) invokedynamic argument(a', this, fields, a')
 *                                          Object state = invokedynamic enter(this, fields, a)
 *                                          try {
 *                                            body, each "return r" as
 *                                              return (R) invokedynamic exit(r, state, this, fields, a')
 *                                          } catch (Throwable t) {
 *                                            invokedynamic thrown(t, state, this, fields, a'); throw t;
 *                                          }
 *                                        }
 * </pre>
 *
 * The call sites mention no type but {@code Object} and primitives, so that linking them can never
 * miss a class. New local variables lie behind those of the method, whose own variables stay where
 * they are; the handler's frame knows nothing but the new ones, so any body is accepted.
 * Constructors get no handler: an unfinished object may not be touched. Where a setting names the
 * method, the call sites have no arguments and {@code exit} replaces nothing.
 */
final class MethodWeaver extends MethodVisitor {
  private static final Type OBJECT = Type.getType(Object.class);

  /**
   * One hook in one class.
   *
   * @param named whether a setting names the method
   * @param owner internal name of the class
   * @param fields descriptors of the wanted fields by name; empty where there is no such field
   */
  record Site(
      int hookId, Hook.Advice advice, boolean named, String owner, Map<String, String> fields) {}

  private static final Type[] NOT_PASSED = {};

  private final Handle linker;
  private final Site site;
  private final boolean isStatic;
  private final boolean isConstructor;
  private final Type[] parameters;
  private final Type returned;
  private final int firstNewSlot;
  private final int stateSlot;
  private final boolean hasHandler;
  private final Label bodyStart = new Label();
  private final Label bodyEnd = new Label();

  /**
   * @param bodySlots how many local slots the method uses itself
   */
  MethodWeaver(
      MethodVisitor next,
      Handle linker,
      Site site,
      int access,
      String name,
      String descriptor,
      int bodySlots) {
    super(ASM9, next);
    this.linker = linker;
    this.site = site;
    this.isStatic = (access & ACC_STATIC) != 0;
    this.isConstructor = name.equals("<init>");
    this.parameters = site.named() ? NOT_PASSED : Type.getArgumentTypes(descriptor);
    this.returned = Type.getReturnType(descriptor);
    this.firstNewSlot = bodySlots;
    int slot = bodySlots + (copiesThis() ? 1 : 0);
    for (Type parameter : parameters) {
      slot += parameter.getSize();
    }
    this.stateSlot = slot;
    this.hasHandler = site.advice().thrown() != null && !isConstructor;
  }

  private boolean copiesThis() {
    return !isStatic && !isConstructor;
  }

  @Override
  public void visitCode() {
    super.visitCode();
    copyArguments();
    if (site.advice().argument() != null) {
      replaceArgument(site.advice().index());
    }
    if (site.advice().enter() != null) {
      List<Type> types = new ArrayList<>();
      loadCall(types);
      invoke("enter", OBJECT, types, OBJECT);
    } else {
      super.visitInsn(ACONST_NULL);
    }
    super.visitVarInsn(ASTORE, stateSlot);
    super.visitLabel(bodyStart);
  }

  /** The body and all advice that follows see the new value. */
  private void replaceArgument(int index) {
    int own = isStatic ? 0 : 1;
    for (int i = 0; i < index; i++) {
      own += parameters[i].getSize();
    }
    int copy = firstNewSlot + own - (isConstructor ? 1 : 0);
    Type type = parameters[index];
    List<Type> types = new ArrayList<>();
    super.visitVarInsn(ALOAD, copy);
    types.add(OBJECT);
    loadCall(types);
    invoke("argument", OBJECT, types, type);
    if (!type.equals(OBJECT)) {
      super.visitTypeInsn(CHECKCAST, type.getInternalName());
    }
    super.visitInsn(DUP);
    super.visitVarInsn(ASTORE, own);
    super.visitVarInsn(ASTORE, copy);
  }

  /** The instance, where there is one yet, and the arguments. */
  private void loadCall(List<Type> types) {
    if (copiesThis()) {
      loadInstance(types);
    } else if (site.named()) {
      loadNull(types);
    }
    loadArguments(types);
  }

  private void loadNull(List<Type> types) {
    super.visitInsn(ACONST_NULL);
    types.add(OBJECT);
  }

  /** The body may overwrite its parameters; advice gets what the caller passed. */
  private void copyArguments() {
    int from = isStatic ? 0 : 1;
    int to = firstNewSlot;
    if (copiesThis()) {
      super.visitVarInsn(ALOAD, 0);
      super.visitVarInsn(ASTORE, to++);
    }
    for (Type parameter : parameters) {
      super.visitVarInsn(parameter.getOpcode(ILOAD), from);
      super.visitVarInsn(parameter.getOpcode(ISTORE), to);
      from += parameter.getSize();
      to += parameter.getSize();
    }
  }

  @Override
  public void visitInsn(int opcode) {
    boolean returns = opcode >= IRETURN && opcode <= RETURN && site.advice().exit() != null;
    if (returns && site.named()) {
      super.visitInsn(opcode == Opcodes.ARETURN ? DUP : ACONST_NULL);
      List<Type> types = new ArrayList<>(List.of(OBJECT));
      loadState(types);
      invoke("exit", Type.VOID_TYPE, types, Type.VOID_TYPE);
    } else if (returns) {
      List<Type> types = new ArrayList<>();
      if (opcode != RETURN) {
        types.add(erased(returned));
      }
      loadState(types);
      invoke("exit", opcode == RETURN ? Type.VOID_TYPE : erased(returned), types, returned);
      if (opcode == Opcodes.ARETURN && !returned.equals(OBJECT)) {
        super.visitTypeInsn(CHECKCAST, returned.getInternalName());
      }
    }
    super.visitInsn(opcode);
  }

  @Override
  public void visitFrame(int type, int localCount, Object[] local, int stackCount, Object[] stack) {
    List<Object> locals = new ArrayList<>(Arrays.asList(local).subList(0, localCount));
    int slots = 0;
    for (Object entry : locals) {
      slots += Opcodes.LONG.equals(entry) || Opcodes.DOUBLE.equals(entry) ? 2 : 1;
    }
    locals.addAll(Collections.nCopies(firstNewSlot - slots, Opcodes.TOP));
    addNewLocals(locals);
    super.visitFrame(F_NEW, locals.size(), locals.toArray(), stackCount, stack);
  }

  @Override
  public void visitMaxs(int maxStack, int maxLocals) {
    super.visitLabel(bodyEnd);
    if (hasHandler) {
      super.visitTryCatchBlock(bodyStart, bodyEnd, bodyEnd, null);
      List<Object> locals = new ArrayList<>(Collections.nCopies(firstNewSlot, Opcodes.TOP));
      addNewLocals(locals);
      super.visitFrame(
          F_NEW, locals.size(), locals.toArray(), 1, new Object[] {"java/lang/Throwable"});
      super.visitInsn(DUP);
      List<Type> types = new ArrayList<>(List.of(OBJECT));
      loadState(types);
      invoke("thrown", Type.VOID_TYPE, types, Type.VOID_TYPE);
      super.visitInsn(ATHROW);
    }
    super.visitMaxs(maxStack, maxLocals);
  }

  private void addNewLocals(List<Object> locals) {
    if (copiesThis()) {
      locals.add(site.owner());
    }
    for (Type parameter : parameters) {
      locals.add(frameType(parameter));
    }
    locals.add("java/lang/Object");
  }

  private void loadState(List<Type> types) {
    super.visitVarInsn(ALOAD, stateSlot);
    types.add(OBJECT);
    if (!isStatic) {
      loadInstance(types);
    } else if (site.named()) {
      loadNull(types);
    }
    loadArguments(types);
  }

  private void loadInstance(List<Type> types) {
    int slot = isConstructor ? 0 : firstNewSlot;
    super.visitVarInsn(ALOAD, slot);
    types.add(OBJECT);
    for (Map.Entry<String, String> field : site.fields().entrySet()) {
      String descriptor = field.getValue();
      if (descriptor.isEmpty()) {
        loadNull(types);
      } else {
        super.visitVarInsn(ALOAD, slot);
        super.visitFieldInsn(GETFIELD, site.owner(), field.getKey(), descriptor);
        types.add(erased(Type.getType(descriptor)));
      }
    }
  }

  private void loadArguments(List<Type> types) {
    int slot = firstNewSlot + (copiesThis() ? 1 : 0);
    for (Type parameter : parameters) {
      super.visitVarInsn(parameter.getOpcode(ILOAD), slot);
      slot += parameter.getSize();
      types.add(erased(parameter));
    }
  }

  /**
   * @param cast what the result is cast to: a name, because the JVM would load a class
   */
  private void invoke(String phase, Type result, List<Type> types, Type cast) {
    super.visitInvokeDynamicInsn(
        phase,
        Type.getMethodDescriptor(result, types.toArray(new Type[0])),
        linker,
        site.hookId(),
        cast.getSort() == Type.ARRAY
            ? cast.getDescriptor().replace('/', '.')
            : cast.getClassName());
  }

  private static Type erased(Type type) {
    return type.getSort() >= Type.ARRAY ? OBJECT : type;
  }

  private static Object frameType(Type type) {
    return switch (type.getSort()) {
      case Type.BOOLEAN, Type.CHAR, Type.BYTE, Type.SHORT, Type.INT -> Opcodes.INTEGER;
      case Type.FLOAT -> Opcodes.FLOAT;
      case Type.LONG -> Opcodes.LONG;
      case Type.DOUBLE -> Opcodes.DOUBLE;
      default -> type.getInternalName();
    };
  }
}
