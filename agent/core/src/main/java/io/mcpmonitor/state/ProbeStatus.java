package io.mcpmonitor.state;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What one probe does in this process.
 *
 * @param id the probe's id, as in {@code probes.<id>.enabled}
 * @param description what it watches, in one line
 * @param library the library and the versions it is tested with
 * @param status see {@link Status}
 * @param reason why it is inactive, not needed or switched off, for people
 * @param hookedMethods methods of the application that carry a hook of this probe
 * @param missing what the library at hand does not have, one line each
 * @param inactiveFor the copies of the library that it leaves alone because they lack what it
 *     needs, one line each; other applications in this process may have a copy that it watches
 * @param untested the copies of the library that it watches although no test has run with their
 *     version, one line each: what to expect of it
 * @param gaps what of the servers it does not see although it watches them, one line each: tools
 *     whose registration no hook saw, and what the library has moved away from its hooks
 * @param notes what it has done that is worth knowing, one line each
 * @param unable what it was asked to do and cannot do, and why, one line each: methods that a
 *     setting names and that are not there, servers that it could not add to
 * @param failures how often a hook of this probe threw
 */
public record ProbeStatus(
    String id,
    String description,
    String library,
    Status status,
    @Nullable String reason,
    List<String> hookedMethods,
    List<String> missing,
    List<String> inactiveFor,
    List<String> untested,
    List<String> gaps,
    List<String> notes,
    List<String> unable,
    long failures) {

  /** The same with other gaps. */
  ProbeStatus withGaps(List<String> others) {
    return new ProbeStatus(
        id,
        description,
        library,
        status,
        reason,
        hookedMethods,
        missing,
        inactiveFor,
        untested,
        List.copyOf(others),
        notes,
        unable,
        failures);
  }

  /** The state of a probe. */
  public enum Status {
    /** The configuration switched it off. */
    DISABLED,
    /** The library it watches has not been loaded. */
    WAITING,
    /** It watches. */
    ACTIVE,
    /** Every copy of the library in this process lacks what it needs. */
    INACTIVE,
    /** There is nothing for it to do in this process, and it costs nothing any more. */
    NOT_NEEDED,
    /** It failed repeatedly and was switched off. */
    FAILED
  }
}
