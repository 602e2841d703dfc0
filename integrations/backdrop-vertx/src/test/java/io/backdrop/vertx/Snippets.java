package io.backdrop.vertx;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.backdrop.BackdropStrategy;
import io.vertx.core.AbstractVerticle;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The examples in the Javadoc. What stands between the markers is shown there. */
@Timeout(60)
class Snippets {

  record Upload(Path file) implements AutoCloseable {
    @Override
    public void close() throws Exception {
      Files.delete(file);
    }
  }

  // @start region="verticle"
  static class UploadVerticle extends AbstractVerticle {

    private final BackdropStrategy files; // BackdropVertx.executeBlocking(vertx)

    UploadVerticle(BackdropStrategy files) {
      this.files = files;
    }

    @Override
    public void start() {
      vertx
          .eventBus()
          .<String>consumer(
              "uploads",
              message -> {
                try (var upload = Backdrop.of(new Upload(Path.of(message.body())), files)) {
                  message.reply("received " + upload.get().file().getFileName());
                } // deleted by a worker thread
              });
    }
  }

  // @end

  @Test
  void verticle() throws Exception {
    var file = Files.createTempFile("upload", null);
    var vertx = Vertx.vertx();
    vertx.deployVerticle(new UploadVerticle(BackdropVertx.executeBlocking(vertx))).await();

    var reply = vertx.eventBus().<String>request("uploads", file.toString()).await();
    vertx.close().await();

    assertThat(reply.body()).startsWith("received upload");
    assertThat(file).doesNotExist();
  }

  @Test
  void namedWorkers() throws Exception {
    var file = Files.createTempFile("upload", null);
    var vertx = Vertx.vertx();
    // @start region="named-workers"
    var workers = vertx.createSharedWorkerExecutor("slow-files", 4);
    var files = BackdropVertx.executeBlocking(workers); // made once, when the program starts
    // @end
    Backdrop.of(new Upload(file), files).close();
    vertx.close().await();

    assertThat(file).doesNotExist();
  }
}
