package io.mcpmonitor.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import io.mcpmonitor.event.CloseReason;
import io.mcpmonitor.event.Event;
import io.mcpmonitor.event.McpEvent.SessionClosed;
import io.mcpmonitor.event.McpEvent.SessionOpened;
import io.mcpmonitor.event.McpSession;
import io.mcpmonitor.event.McpTransport;
import io.mcpmonitor.event.Side;
import io.mcpmonitor.event.Wire;
import io.mcpmonitor.pipeline.Pipeline;
import io.mcpmonitor.support.Drops;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class McpSessionsTest {
  private static final Wire SSE = new Wire(Side.SERVER, McpTransport.SSE, null);
  private static final int MAX = 10_000;
  private static final int MAX_MAPS = 100;

  private final Drops drops = new Drops();
  private final Pipeline pipeline = new Pipeline(drops);
  private final List<String> told = new ArrayList<>();
  private final McpSessions sessions = new McpSessions(pipeline, drops);

  /** As a transport has it: by an id of its own. */
  private final Map<String, Object> map = new ConcurrentHashMap<>();

  /** What the application goes on to hold. */
  private final List<Object> held = new ArrayList<>();

  McpSessionsTest() {
    pipeline.connect(List.of(this::tell));
  }

  private void tell(Event event) {
    if (event instanceof SessionOpened opened) {
      told.add("opened " + opened.session().id());
    } else if (event instanceof SessionClosed closed) {
      told.add(closed.reason() + " " + closed.session().id());
    }
  }

  private List<String> told() {
    pipeline.catchUp();
    List<String> all = List.copyOf(told);
    told.clear();
    return all;
  }

  /** A client connects: the session object, which its transport keeps. */
  private Object connects(String id) {
    Object owner = held(new Object());
    map.put("of the transport " + id, owner);
    return owner;
  }

  private Object held(Object object) {
    held.add(object);
    return object;
  }

  private @Nullable McpSession open(String id, Object owner) {
    return sessions.open(id, owner, SSE);
  }

  private void goes(String id) {
    map.remove("of the transport " + id);
  }

  private static void until(BooleanSupplier condition) throws InterruptedException {
    for (int i = 0; i < 100 && !condition.getAsBoolean(); i++) {
      System.gc();
      Thread.sleep(10);
    }
    assertThat(condition.getAsBoolean()).isTrue();
  }

  @Test
  void aSessionThatItsTransportLetsGoIsClosedAtTheNextLook() {
    sessions.keptIn(map);
    Object ada = connects("ada");
    Object bob = connects("bob");
    open("ada", ada);
    open("bob", bob);
    pipeline.look();
    assertThat(told()).containsExactly("opened ada", "opened bob");
    goes("ada");
    pipeline.look();
    pipeline.look();
    assertThat(told()).containsExactly("DISCONNECTED ada");
  }

  @Test
  void itIsEnoughToHaveBeenKeptWhenItBegan() {
    sessions.keptIn(map);
    Object ada = connects("ada");
    open("ada", ada);
    goes("ada");
    pipeline.look();
    assertThat(told()).containsExactly("opened ada", "DISCONNECTED ada");
  }

  @Test
  void aSessionThatBeganBeforeItsMapWasKnownIsMetByALook() {
    Object ada = connects("ada");
    open("ada", ada);
    sessions.keptIn(map);
    pipeline.look();
    goes("ada");
    pipeline.look();
    assertThat(told()).containsExactly("opened ada", "DISCONNECTED ada");
  }

  @Test
  void aSessionThatNoKnownMapHeldIsLeftAlone() {
    Object elsewhere = held(new Object());
    open("elsewhere", elsewhere);
    sessions.keptIn(map);
    sessions.keptIn(new HashMap<>(Map.of("one thread only", elsewhere)));
    sessions.keptIn(null);
    pipeline.look();
    pipeline.look();
    assertThat(told()).containsExactly("opened elsewhere");
  }

  @Test
  void oneOfSeveralMapsIsEnough() {
    Map<String, Object> other = new ConcurrentHashMap<>();
    sessions.keptIn(map);
    sessions.keptIn(other);
    Object ada = connects("ada");
    Object bob = held(new Object());
    other.put("bob", bob);
    open("ada", ada);
    open("bob", bob);
    pipeline.look();
    other.clear();
    pipeline.look();
    assertThat(told()).containsExactly("opened ada", "opened bob", "DISCONNECTED bob");
  }

  /** Its handler goes on, and may tell its client of that. */
  @Test
  void whatIsSentToAClientThatHasGoneOpensNoOtherSession() {
    sessions.keptIn(map);
    Object ada = connects("ada");
    McpSession session = open("ada", ada);
    goes("ada");
    pipeline.look();
    assertThat(sessions.find("ada")).isNotNull().isSameAs(session);
    assertThat(open("ada", ada)).isSameAs(session);
    pipeline.look();
    sessions.close("ada", CloseReason.CLOSED);
    assertThat(sessions.find("ada")).isNull();
    assertThat(told()).containsExactly("opened ada", "DISCONNECTED ada");
  }

  @Test
  void aSessionThatIsClosedIsNotLetGoAsWell() {
    sessions.keptIn(map);
    Object ada = connects("ada");
    open("ada", ada);
    goes("ada");
    sessions.close("ada", CloseReason.CLOSED);
    pipeline.look();
    assertThat(told()).containsExactly("opened ada", "CLOSED ada");
  }

  @Test
  void aSessionObjectThatIsCollectedIsNoticedByALook() throws InterruptedException {
    open("ada", new Object());
    until(
        () -> {
          pipeline.look();
          pipeline.catchUp();
          return told.size() > 1;
        });
    assertThat(told()).containsExactly("opened ada", "ABANDONED ada");
  }

  /** Where the garbage collector is not in time there must be room all the same. */
  @Test
  void manyThatWereLetGoLeaveRoomForOthers() {
    sessions.keptIn(map);
    for (int round = 0; round < 3; round++) {
      for (int i = 0; i < MAX / 2; i++) {
        String id = round + "-" + i;
        assertThat(open(id, connects(id))).as(id).isNotNull();
      }
      map.clear();
      pipeline.look();
      pipeline.look();
    }
    assertThat(told()).hasSize(2 * held.size());
    assertThat(drops.countOf(Drops.Reason.SESSION_TABLE_FULL)).isZero();
  }

  @Test
  void mapsAreFewAndCountedBeyondThat() {
    for (int i = 0; i < MAX_MAPS; i++) {
      held.add(new ConcurrentHashMap<>());
    }
    held.forEach(sessions::keptIn);
    held.forEach(sessions::keptIn);
    assertThat(drops.countOf(Drops.Reason.SESSION_TABLE_FULL)).isZero();
    sessions.keptIn(map);
    assertThat(drops.countOf(Drops.Reason.SESSION_TABLE_FULL)).isEqualTo(1);
  }

  /** An application that is taken out takes its transports and its sessions with it. */
  @Test
  void nothingIsHeld() throws InterruptedException {
    WeakReference<Object> theirMap = new WeakReference<>(mapOfAnApplication());
    WeakReference<Object> theirSessions = new WeakReference<>(sessionsOfAnApplication());
    until(() -> theirMap.refersTo(null) && theirSessions.refersTo(null));
  }

  private Object mapOfAnApplication() {
    Map<String, Object> theirs = new ConcurrentHashMap<>();
    sessions.keptIn(theirs);
    return theirs;
  }

  private Object sessionsOfAnApplication() {
    McpSessions theirs = new McpSessions(pipeline, drops);
    theirs.keptIn(map);
    return theirs;
  }
}
