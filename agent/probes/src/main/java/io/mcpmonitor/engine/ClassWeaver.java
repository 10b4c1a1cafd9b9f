package io.mcpmonitor.engine;

import io.mcpmonitor.engine.MethodWeaver.Site;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.objectweb.asm.ClassReader;
import org.objectweb.asm.ClassVisitor;
import org.objectweb.asm.ClassWriter;
import org.objectweb.asm.FieldVisitor;
import org.objectweb.asm.Handle;
import org.objectweb.asm.MethodVisitor;
import org.objectweb.asm.Opcodes;
import org.objectweb.asm.Type;

/**
 * Weaves all hooks of one class. On the start-up path, so without lambdas and streams. The shape of
 * the class (its members) never changes.
 */
final class ClassWeaver {
  private static final String LINK_DESCRIPTOR =
      "(Ljava/lang/invoke/MethodHandles$Lookup;Ljava/lang/String;Ljava/lang/invoke/MethodType;I"
          + "Ljava/lang/String;)Ljava/lang/invoke/CallSite;";

  /** More is refused by the JVM, and only when the call site is reached. */
  private static final int MAX_CALL_SITE_SLOTS = 250;

  private static final String NO_SUCH_METHOD = "no such method";

  private final Handle linker;

  /**
   * @param linkerName internal name of the class with the bootstrap method
   */
  ClassWeaver(String linkerName) {
    this.linker = new Handle(Opcodes.H_INVOKESTATIC, linkerName, "link", LINK_DESCRIPTOR, false);
  }

  /** Weaves; null when no hook found its method. */
  byte @Nullable [] weave(byte[] original, List<HookTransformer.Entry> entries) {
    ClassReader reader = new ClassReader(original);
    int version = reader.readUnsignedShort(6);
    Members members = new Members(entries);
    if (version >= Opcodes.V1_7 || (version == Opcodes.V1_6 && StackMaps.areIn(reader))) {
      reader.accept(members, ClassReader.SKIP_DEBUG | ClassReader.SKIP_FRAMES);
    }
    for (HookTransformer.Entry entry : entries) {
      if (members.found.contains(entry)) {
        entry.hooked();
      } else {
        entry.missing(whyNot(entry, version, members));
      }
    }
    if (members.found.isEmpty()) {
      return null;
    }
    ClassWriter writer = new ClassWriter(reader, ClassWriter.COMPUTE_MAXS);
    reader.accept(new Weaving(writer, members, entries), ClassReader.EXPAND_FRAMES);
    return writer.toByteArray();
  }

  private static String whyNot(HookTransformer.Entry entry, int version, Members members) {
    if (version < Opcodes.V1_7 && members.found.isEmpty()) {
      return "class file version " + version + " has no invokedynamic";
    }
    if (members.tooLong.contains(entry)) {
      return "too many parameters";
    }
    if (entry.hook().setting() == null) {
      return NO_SUCH_METHOD;
    }
    if (members.bodiless.contains(entry)) {
      return "it has no body there; name the class that implements it";
    }
    String parent = members.parent.replace('/', '.');
    String count = entry.hook().methods().most() == 0 ? " without parameters" : "";
    return parent.equals("java.lang.Object")
        ? NO_SUCH_METHOD + count
        : NO_SUCH_METHOD + count + " in the class itself; it may be one of its parent " + parent;
  }

  /** A first look: which methods and fields are there, and how many slots the methods use. */
  private static final class Members extends ClassVisitor {
    private final List<HookTransformer.Entry> entries;
    final Set<HookTransformer.Entry> found = Collections.newSetFromMap(new IdentityHashMap<>());
    final Set<HookTransformer.Entry> tooLong = Collections.newSetFromMap(new IdentityHashMap<>());
    final Set<HookTransformer.Entry> bodiless = Collections.newSetFromMap(new IdentityHashMap<>());

    /** By name and descriptor of the method. */
    final Map<String, Integer> slots = new HashMap<>();

    final Map<String, String> fields = new HashMap<>();
    String owner = "";
    String parent = "java/lang/Object";

    Members(List<HookTransformer.Entry> entries) {
      super(Opcodes.ASM9);
      this.entries = entries;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        @Nullable String superName,
        String[] interfaces) {
      owner = name;
      parent = superName == null ? name : superName;
    }

    @Override
    public @Nullable FieldVisitor visitField(
        int access, String name, String descriptor, String signature, Object value) {
      if ((access & Opcodes.ACC_STATIC) == 0) {
        fields.put(name, descriptor);
      }
      return null;
    }

    @Override
    public @Nullable MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      List<HookTransformer.Entry> matching = matching(entries, access, name, descriptor, tooLong);
      if (matching.isEmpty()) {
        if ((access & (Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE)) != 0) {
          addMatching(name, Type.getArgumentTypes(descriptor));
        }
        return null;
      }
      return new MethodVisitor(Opcodes.ASM9) {
        @Override
        public void visitMaxs(int maxStack, int maxLocals) {
          found.addAll(matching);
          slots.put(name + descriptor, maxLocals);
        }
      };
    }

    private void addMatching(String name, Type[] parameters) {
      for (HookTransformer.Entry entry : entries) {
        if (entry.hook().match(name, parameters)) {
          bodiless.add(entry);
        }
      }
    }
  }

  private static List<HookTransformer.Entry> matching(
      List<HookTransformer.Entry> entries,
      int access,
      String name,
      String descriptor,
      Set<HookTransformer.Entry> tooLong) {
    int noBody = Opcodes.ACC_ABSTRACT | Opcodes.ACC_NATIVE | Opcodes.ACC_BRIDGE;
    if ((access & noBody) != 0) {
      return List.of();
    }
    Type[] parameters = Type.getArgumentTypes(descriptor);
    List<HookTransformer.Entry> matching = new ArrayList<>();
    for (HookTransformer.Entry entry : entries) {
      if (entry.hook().match(name, parameters)) {
        (callSiteSlots(entry, descriptor) > MAX_CALL_SITE_SLOTS ? tooLong : matching).add(entry);
      }
    }
    return matching;
  }

  /** This and arguments, what is returned, the state and the fields, each of which may be wide. */
  private static int callSiteSlots(HookTransformer.Entry entry, String descriptor) {
    if (entry.hook().setting() != null) {
      return 3;
    }
    return (Type.getArgumentsAndReturnSizes(descriptor) >> 2)
        + 3
        + 2 * entry.hook().fields().size();
  }

  private final class Weaving extends ClassVisitor {
    private final Members members;
    private final List<HookTransformer.Entry> entries;

    Weaving(ClassVisitor next, Members members, List<HookTransformer.Entry> entries) {
      super(Opcodes.ASM9, next);
      this.members = members;
      this.entries = entries;
    }

    @Override
    public void visit(
        int version,
        int access,
        String name,
        String signature,
        String superName,
        String[] interfaces) {
      int raised = version == Opcodes.V1_6 ? Opcodes.V1_7 : version;
      super.visit(raised, access, name, signature, superName, interfaces);
    }

    @Override
    public MethodVisitor visitMethod(
        int access, String name, String descriptor, String signature, String[] exceptions) {
      MethodVisitor next = super.visitMethod(access, name, descriptor, signature, exceptions);
      List<HookTransformer.Entry> matching =
          matching(entries, access, name, descriptor, members.tooLong);
      for (int i = matching.size() - 1; i >= 0; i--) { // the last one built sees the body first
        HookTransformer.Entry entry = matching.get(i);
        next = weave(next, entry, access, name, descriptor, i);
      }
      return next;
    }

    private MethodVisitor weave(
        MethodVisitor next,
        HookTransformer.Entry entry,
        int access,
        String name,
        String descriptor,
        int inner) {
      Integer own = members.slots.get(name + descriptor);
      if (own == null) {
        return next;
      }
      // Each weaver nearer to the body has added a copy of this and the arguments, and its state.
      int added = (Type.getArgumentsAndReturnSizes(descriptor) >> 2) + 1;
      Map<String, String> fields = new LinkedHashMap<>();
      for (String field : entry.hook().fields()) {
        fields.put(field, members.fields.getOrDefault(field, ""));
      }
      Hook hook = entry.hook();
      Site site =
          new Site(entry.id(), hook.advice(), hook.setting() != null, members.owner, fields);
      return new MethodWeaver(next, linker, site, access, name, descriptor, own + inner * added);
    }
  }
}
