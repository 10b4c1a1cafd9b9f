package io.mcpmonitor.probe.lucene;

import static io.mcpmonitor.engine.Hook.on;

import io.mcpmonitor.engine.Probe;
import java.util.List;

/** Lucene: a document that a scan puts into an index says that it gets on. */
public final class LuceneProbe {
  private static final String WRITER = "org.apache.lucene.index.IndexWriter";

  private LuceneProbe() {}

  /** The probe. */
  public static Probe probe() {
    return new Probe(
        "files.lucene",
        "Scans of files: documents that they put into an index",
        "org.apache.lucene:lucene-core 9.12",
        LuceneProbe.class.getPackageName(),
        "LuceneScope",
        List.of(),
        List.of(
            on(WRITER, "addDocuments").parameters(1).with("WriterAdvice").exit("added"),
            on(WRITER, "updateDocument").parameters(2).with("WriterAdvice").exit("added"),
            on(WRITER, "updateDocuments").parameters(2).with("WriterAdvice").exit("added")));
  }
}
