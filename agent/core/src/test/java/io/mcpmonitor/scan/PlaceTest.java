package io.mcpmonitor.scan;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceTest {
  private static Place place(String path) {
    Folder folder = new Folder(new PathSet(), PathHash.folder(path), false);
    return new Place(new Run[0], Run.in(path, 0, 0), folder, path.equals("/") ? 0 : path.length());
  }

  @ParameterizedTest
  @ValueSource(strings = {"/data/a", "/data/notes.txt", "/data/ä b", "/data/x..y"})
  void whatIsRightInTheFolderHasTheSameHashAsByItsWholePath(String file) {
    assertThat(place("/data").has(file)).isTrue();
    assertThat(place("/data").hash(file)).isEqualTo(PathHash.of(file));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/data",
        "/data/",
        "/data/.",
        "/data/..",
        "/data/.hidden",
        "/data//a",
        "/data/sub/a",
        "/database/a",
        "/dat",
        "data/a",
        "a",
        "",
      })
  void whateverElseIsNot(String file) {
    assertThat(place("/data").has(file)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"/a", "/a.txt"})
  void theRootIsAFolderToo(String file) {
    Place root = place("/");
    assertThat(root.has(file)).isTrue();
    assertThat(root.hash(file)).isEqualTo(PathHash.of(file));
  }
}
