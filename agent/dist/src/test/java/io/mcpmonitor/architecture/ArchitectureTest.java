package io.mcpmonitor.architecture;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaCall;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import java.util.List;
import java.util.concurrent.ThreadFactory;

/** The walls between the parts of the agent. */
@AnalyzeClasses(packages = "io.mcpmonitor", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  private static final String LAUNCHER = "io.mcpmonitor";
  private static final String AGENT = "io.mcpmonitor..";

  /** Runs before the application's main method, on its thread. */
  private static final String[] PREMAIN = {
    LAUNCHER, "io.mcpmonitor.engine..", "io.mcpmonitor.config..", "io.mcpmonitor.agent.."
  };

  @ArchTest
  static final ArchRule launcherUsesTheJdkOnly =
      classes()
          .that()
          .resideInAPackage(LAUNCHER)
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", LAUNCHER, "org.jspecify..");

  @ArchTest
  static final ArchRule eventsHoldJdkValuesOnly =
      classes()
          .that()
          .resideInAPackage("io.mcpmonitor.event..")
          .should()
          .onlyDependOnClassesThat()
          .resideInAnyPackage("java..", "io.mcpmonitor.event..", "org.jspecify..");

  @ArchTest static final ArchRule supportKnowsNothing = knowsOnly("support");

  @ArchTest
  static final ArchRule pipelineKnowsEvents =
      knowsOnly("pipeline", "capture", "event", "inject", "scan", "sql", "support", "trace");

  @ArchTest static final ArchRule statementsKnowEvents = knowsOnly("sql", "event", "support");
  @ArchTest static final ArchRule scansKnowEvents = knowsOnly("scan", "event", "support");
  @ArchTest static final ArchRule injectionKnowsScans = knowsOnly("inject", "scan", "support");
  @ArchTest static final ArchRule captureKnowsNothing = knowsOnly("capture", "support");
  @ArchTest static final ArchRule tracesKnowEvents = knowsOnly("trace", "event");

  @ArchTest
  static final ArchRule configKnowsNothing = knowsOnly("config", "capture", "support", "trace");

  @ArchTest
  static final ArchRule engineKnowsThePipeline =
      knowsOnly(
          "engine",
          "capture",
          "config",
          "event",
          "inject",
          "pipeline",
          "state",
          "support",
          "trace");

  @ArchTest
  static final ArchRule probesKnowTheEngineAndThePipeline =
      knowsOnly(
          "probe",
          "capture",
          "engine",
          "event",
          "inject",
          "mcp",
          "pipeline",
          "scan",
          "sql",
          "support",
          "trace");

  @ArchTest
  static final ArchRule whatMcpProbesShareKnowsThePipeline =
      knowsOnly("mcp", "capture", "event", "inject", "pipeline", "support", "trace");

  @ArchTest
  static final ArchRule stateIsFedByThePipeline =
      knowsOnly("state", "config", "event", "pipeline", "record", "scan", "support");

  @ArchTest
  static final ArchRule recordersAreFedByThePipeline =
      knowsOnly(
          "record", "config", "event", "inject", "pipeline", "scan", "state", "support", "trace");

  @ArchTest
  static final ArchRule healthReadsTheState =
      knowsOnly("health", "config", "event", "scan", "state", "support");

  @ArchTest
  static final ArchRule alertsReadTheState =
      knowsOnly("alert", "config", "event", "health", "scan", "state", "support");

  @ArchTest
  static final ArchRule insightsReadTheState =
      knowsOnly("insight", "config", "health", "state", "support");

  @ArchTest
  static final ArchRule outputsReadNoProbe =
      noClasses()
          .that()
          .resideInAPackage("io.mcpmonitor.output..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mcpmonitor.engine..", "io.mcpmonitor.probe..");

  @ArchTest
  static final ArchRule probesDoNotKnowEachOther =
      slices()
          .matching("io.mcpmonitor.probe.(**)")
          .should()
          .notDependOnEachOther()
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule onlyTheWiringKnowsTheWiring =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.mcpmonitor.agent..", "io.mcpmonitor.cli..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("io.mcpmonitor.agent..", "io.mcpmonitor.cli..");

  @ArchTest
  static final ArchRule packagesHaveNoCycles =
      slices().matching("io.mcpmonitor.(**)").should().beFreeOfCycles();

  /** Stdout belongs to the application: MCP servers on stdio speak JSON-RPC there. */
  @ArchTest
  static final ArchRule nobodyWritesToStdout =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mcpmonitor.cli..")
          .should()
          .accessField(System.class, "out");

  @ArchTest
  static final ArchRule nobodyStopsTheProcess =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.mcpmonitor.cli..", LAUNCHER)
          .should()
          .callMethodWhere(
              calls("the end of the process", System.class, "exit")
                  .or(calls("the end of the process", Runtime.class, "exit", "halt")));

  @ArchTest
  static final ArchRule settingsAreReadInOnePlace =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mcpmonitor.config..")
          .should()
          .callMethodWhere(
              calls("settings", System.class, "getProperty", "getProperties", "getenv")
                  .or(calls("settings", Boolean.class, "getBoolean"))
                  .or(calls("settings", Integer.class, "getInteger"))
                  .or(calls("settings", Long.class, "getLong")));

  @ArchTest
  static final ArchRule threadsAreMadeInOnePlace =
      noClasses()
          .that()
          .haveNameNotMatching("io\\.mcpmonitor\\.support\\.AgentThreads.*")
          .should()
          .callConstructorWhere(makesThreads())
          .orShould()
          .beAssignableTo(Thread.class);

  @ArchTest
  static final ArchRule poolsHaveAThreadFactory =
      noClasses()
          .that()
          .resideInAPackage(AGENT)
          .should()
          .callMethodWhere(
              describe(
                  "an executor without a thread factory",
                  (JavaCall<?> call) ->
                      call.getTargetOwner().isEquivalentTo(java.util.concurrent.Executors.class)
                          && call.getName().startsWith("new")
                          && call.getTarget().getRawParameterTypes().stream()
                              .noneMatch(type -> type.isEquivalentTo(ThreadFactory.class))));

  @ArchTest
  static final ArchRule onlyTheEngineKnowsByteCode =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.mcpmonitor.engine..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("org.objectweb.asm..");

  /** The application may want to configure it first. */
  @ArchTest
  static final ArchRule nobodyStartsJavaLogging =
      noClasses().should().dependOnClassesThat().resideInAPackage("java.util.logging..");

  /** These initialise what the application may want to configure first. */
  @ArchTest
  static final ArchRule premainTouchesNeitherFileSystemsNorManagement =
      noClasses()
          .that()
          .resideInAnyPackage(PREMAIN)
          .and()
          .doNotHaveFullyQualifiedName("io.mcpmonitor.agent.Monitor") // runs after the start
          .and()
          .doNotHaveFullyQualifiedName("io.mcpmonitor.agent.Presence") // and what it asks
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("java.nio.file..", "java.lang.management..", "javax.management..");

  @ArchTest
  static final ArchRule nothingIsDeserialised =
      noClasses().should().dependOnClassesThat().areAssignableTo(java.io.ObjectInputStream.class);

  /** Of the agent's own packages, a package and what lies below it use these only. */
  private static ArchRule knowsOnly(String own, String... others) {
    DescribedPredicate<JavaClass> known = resideInAPackage("io.mcpmonitor." + own + "..");
    for (String other : others) {
      known = known.or(resideInAPackage("io.mcpmonitor." + other + ".."));
    }
    return classes()
        .that()
        .resideInAPackage("io.mcpmonitor." + own + "..")
        .should()
        .onlyDependOnClassesThat(
            known
                .or(not(resideInAnyPackage(LAUNCHER, AGENT)))
                .as("are in %s, %s or no part of the agent", own, List.of(others)))
        .allowEmptyShould(true);
  }

  private static DescribedPredicate<JavaCall<?>> calls(
      String description, Class<?> owner, String... names) {
    return describe(
        description,
        call ->
            call.getTargetOwner().isEquivalentTo(owner) && List.of(names).contains(call.getName()));
  }

  private static DescribedPredicate<JavaCall<?>> makesThreads() {
    return describe(
            "threads",
            (JavaAccess<?> call) ->
                call.getTargetOwner().isAssignableTo(Thread.class)
                    || call.getTargetOwner().isEquivalentTo(java.util.Timer.class))
        .forSubtype();
  }
}
