package io.backdrop.netty;

import static org.assertj.core.api.Assertions.assertThat;

import io.backdrop.Backdrop;
import io.netty.buffer.ByteBuf;
import io.netty.channel.EventLoop;
import io.netty.resolver.NameResolver;
import io.netty.util.concurrent.DefaultEventExecutorGroup;
import io.netty.util.concurrent.EventExecutorGroup;
import java.lang.module.ModuleFinder;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** On the module path. The other tests are on the class path, where everything is to be seen. */
class ModuleTest {

  private static final String NAME = "io.backdrop.netty";

  /** One of each module that has to be there. */
  private static final List<Class<?>> TYPES =
      List.of(
          BackdropNetty.class,
          Backdrop.class,
          ByteBuf.class,
          EventLoop.class,
          EventExecutorGroup.class,
          NameResolver.class);

  @Test
  void itSeesAllThatItUses() throws Exception {
    var modules = layer().findLoader(NAME);
    var facade = modules.loadClass(BackdropNetty.class.getName());
    var groups = modules.loadClass(EventExecutorGroup.class.getName());
    var group =
        modules
            .loadClass(DefaultEventExecutorGroup.class.getName())
            .getConstructor(int.class)
            .newInstance(1);

    var strategy = facade.getMethod("blocking", groups).invoke(null, group);
    var disposer = facade.getMethod("releasing").invoke(null);

    assertThat(strategy.getClass().getModule().getName()).isEqualTo(NAME);
    assertThat(disposer).isNotNull();
  }

  private static ModuleLayer layer() {
    var boot = ModuleLayer.boot();
    var path = ModuleFinder.of(TYPES.stream().map(ModuleTest::source).toArray(Path[]::new));
    var modules = boot.configuration().resolve(path, ModuleFinder.of(), Set.of(NAME));
    return boot.defineModulesWithOneLoader(modules, ClassLoader.getPlatformClassLoader());
  }

  private static Path source(Class<?> type) {
    try {
      return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
    } catch (URISyntaxException e) {
      throw new AssertionError(e);
    }
  }
}
