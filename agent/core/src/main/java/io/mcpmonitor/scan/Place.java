package io.mcpmonitor.scan;

/**
 * A folder of a scan that files are worked on in: to know one more of them there takes a glance at
 * its path, and at nothing that lies elsewhere in memory.
 */
final class Place {
  /** While these get work, it goes to this run. */
  final Run[] active;

  final Run run;
  final Folder folder;
  private final long hash;
  private final int length;

  /**
   * @param active the runs that get work
   * @param run the one of them that is asked first about files in the folder
   * @param length of the folder's path from the root of the file system, as {@link
   *     PathHash#absolute} makes it
   */
  Place(Run[] active, Run run, Folder folder, int length) {
    this.active = active;
    this.run = run;
    this.folder = folder;
    this.hash = folder.hash;
    this.length = length;
  }

  /** Whether this is the plain path of something right in the folder; when in doubt, it is not. */
  boolean has(String file) {
    return file.length() > length + 1
        && file.charAt(length) == '/'
        && file.charAt(length + 1) != '.'
        && PathHash.folder(file, length) == hash
        && file.indexOf('/', length + 1) < 0;
  }

  /** The hash of a file that is right in the folder. */
  long hash(String file) {
    return PathHash.child(hash, file, length + 1);
  }
}
