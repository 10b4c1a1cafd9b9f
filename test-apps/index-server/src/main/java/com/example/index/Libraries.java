package com.example.index;

import com.example.index.IndexServer.Style;
import java.io.File;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.lucene.analysis.Analyzer;
import org.apache.lucene.analysis.Tokenizer;
import org.apache.lucene.analysis.standard.StandardTokenizer;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;

/** Ways to index a folder with libraries, or with the less usual parts of the JDK. */
final class Libraries {
  private static final long SLOW_MILLIS = 6_000;

  private final Index index;

  private Libraries(Index index) {
    this.index = index;
  }

  static Map<String, Style> all(Index index) {
    Libraries libraries = new Libraries(index);
    return Map.of(
        "commons-list", libraries::list,
        "commons-iterate", libraries::iterate,
        "commons-stream", libraries::stream,
        "mapped", libraries::mapped,
        "channels", libraries::channels,
        "handed", libraries::handedOver,
        "lucene", root -> libraries.lucene(root, 0),
        "slow-lucene", root -> libraries.lucene(root, SLOW_MILLIS));
  }

  private void list(Path root) throws IOException {
    for (File file : FileUtils.listFiles(root.toFile(), null, true)) {
      index.add(FileUtils.readFileToByteArray(file).length);
    }
  }

  private void iterate(Path root) throws IOException {
    Iterator<File> files = FileUtils.iterateFiles(root.toFile(), null, true);
    while (files.hasNext()) {
      index.add(FileUtils.readFileToByteArray(files.next()).length);
    }
  }

  private void stream(Path root) throws IOException {
    try (Stream<File> files = FileUtils.streamFiles(root.toFile(), true, (String[]) null)) {
      for (File file : (Iterable<File>) files::iterator) {
        index.add(FileUtils.readFileToByteArray(file).length);
      }
    }
  }

  private static List<Path> files(Path root) throws IOException {
    try (Stream<Path> walk = Files.walk(root)) {
      return walk.filter(Files::isRegularFile).toList();
    }
  }

  /** A map lasts until its buffer is collected, and a process may have some ten thousand. */
  private void mapped(Path root) throws IOException {
    int maps = 0;
    for (Path file : files(root)) {
      if (++maps % 5_000 == 0) {
        System.gc();
      }
      try (FileChannel channel = FileChannel.open(file)) {
        ByteBuffer content = channel.map(FileChannel.MapMode.READ_ONLY, 0, channel.size());
        int length = 0;
        while (content.hasRemaining()) {
          length += content.get() == 0 ? 0 : 1;
        }
        index.add(length);
      }
    }
  }

  /** The channel of a stream. */
  private void channels(Path root) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);
    for (Path file : files(root)) {
      try (FileInputStream in = new FileInputStream(file.toFile())) {
        index.add(in.getChannel().read(buffer.clear()));
      }
    }
  }

  /** One thread opens the files, another one reads them. */
  private void handedOver(Path root) throws Exception {
    BlockingQueue<InputStream> open = new ArrayBlockingQueue<>(50);
    InputStream end = InputStream.nullInputStream();
    Thread reader = new Thread(() -> readAll(open, end), "reader");
    reader.start();
    for (Path file : files(root)) {
      open.put(Files.newInputStream(file));
    }
    open.put(end);
    reader.join();
  }

  private void readAll(BlockingQueue<InputStream> open, InputStream end) {
    try {
      for (InputStream in = open.take(); in != end; in = open.take()) {
        index.add(in.readAllBytes().length);
        in.close();
      }
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * @param pauseMillis for how long one file is divided into documents
   */
  private void lucene(Path root, long pauseMillis) throws IOException {
    List<Path> files = files(root);
    try (ByteBuffersDirectory directory = new ByteBuffersDirectory();
        Analyzer analyzer = new Words();
        IndexWriter writer = new IndexWriter(directory, new IndexWriterConfig(analyzer))) {
      for (int i = 0; i < files.size(); i++) {
        String text = Files.readString(files.get(i));
        index.add(text.length());
        writer.addDocument(document(text));
        if (i == files.size() / 2) {
          long end = System.nanoTime() + pauseMillis * 1_000_000;
          while (System.nanoTime() < end) {
            writer.addDocument(document(text));
          }
        }
      }
    }
  }

  private static Document document(String text) {
    Document document = new Document();
    document.add(new TextField("text", text, Field.Store.NO));
    return document;
  }

  /** Divides into words. */
  private static final class Words extends Analyzer {
    @Override
    protected TokenStreamComponents createComponents(String fieldName) {
      Tokenizer words = new StandardTokenizer();
      return new TokenStreamComponents(words);
    }
  }
}
