package io.mcpmonitor.scan;

/**
 * A folder of a scan that files are worked on in: to know one more of them there takes a glance at
 * its path.
 *
 * @param path from the root of the file system, as {@link PathHash#absolute} makes it
 */
record Place(Folder folder, String path) {
  /** Whether this is the plain path of something right in the folder; when in doubt, it is not. */
  boolean has(String file) {
    int slash = path.length();
    return file.length() > slash + 1
        && file.charAt(slash) == '/'
        && file.charAt(slash + 1) != '.'
        && file.startsWith(path)
        && file.indexOf('/', slash + 1) < 0;
  }

  /** The hash of a file that is right in the folder. */
  long hash(String file) {
    return PathHash.child(folder.hash, file, path.length() + 1);
  }
}
